// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.steps;

/** The split of a manifest: the directive that separates the early distfiles from the payload distfiles. */
final class Split {
    private Split() {}

    /**
     * Finds the split.
     *
     * @param splitBefore the name of an {@code improve:} directive
     * @return the index of the directive in the manifest
     * @throws StepsException if the manifest has no such directive
     */
    static int index(Manifest manifest, String splitBefore) throws StepsException {
        int index = manifest.indexOf(Directive.Kind.IMPROVE, splitBefore);
        if (index < 0) {
            throw new StepsException(manifest.file() + ": there is no line "
                    + TextLines.quoted("improve: " + splitBefore)
                    + ", which separates the early distfiles from the payload distfiles: "
                    + remedy(manifest, splitBefore));
        }
        return index;
    }

    private static String remedy(Manifest manifest, String splitBefore) {
        if (!splitBefore.equals(ImportPlacement.IMPROVE_STEP)) {
            return "set <splitBefore> to an improve directive of the manifest";
        }
        int fiwix = manifest.indexOf(Directive.Kind.JUMP, "fiwix");
        if (fiwix < 0) {
            return "insert the line '" + ImportPlacement.IMPROVE_LINE
                    + "' before the first step whose distfiles the payload contains";
        }
        int linux = manifest.indexOf(Directive.Kind.JUMP, "linux");
        return "insert the line '" + ImportPlacement.BUILD_LINE + "' before and the line '"
                + ImportPlacement.IMPROVE_LINE + "' after " + manifest.line(fiwix)
                + (linux < 0
                        ? ""
                        : "; for the Java importer, insert only the second line, after " + manifest.line(linux));
    }
}
