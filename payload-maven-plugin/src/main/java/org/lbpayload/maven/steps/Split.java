// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.steps;

import java.util.Optional;

/** The directive of a manifest before which distfiles are early, and from which on they are payload. */
final class Split {
    private static final String IMPORT_PAYLOAD = "import_payload";
    private static final String FIWIX = "fiwix";

    private Split() {}

    /**
     * Finds the split.
     *
     * @param splitBefore the name of an {@code improve:} directive
     * @return its index in the manifest's directives
     */
    static int index(Manifest manifest, String splitBefore) throws StepsException {
        int index = manifest.indexOf(Directive.Kind.IMPROVE, splitBefore);
        if (index < 0) {
            throw new StepsException(manifest.file() + ": there is no line "
                    + TextLines.quoted("improve: " + splitBefore)
                    + ", which parts the early distfiles from those of the payload; " + remedy(manifest, splitBefore));
        }
        return index;
    }

    private static String remedy(Manifest manifest, String splitBefore) {
        int jump = manifest.indexOf(Directive.Kind.JUMP, FIWIX);
        if (!splitBefore.equals(IMPORT_PAYLOAD)) {
            return "splitBefore must name an improve directive that the manifest has";
        }
        return jump < 0
                ? "insert the line 'improve: import_payload' before the first step whose distfiles the payload is to carry"
                : "insert the line 'improve: import_payload ( KERNEL_BOOTSTRAP == True )' right after line "
                        + manifest.directives().get(jump).where().line() + ", '"
                        + manifest.directives().get(jump) + "'";
    }

    /** {@return the warning that the payload is imported too early or too late, where it is} */
    static Optional<String> misplacedImport(Manifest manifest) {
        int index = manifest.indexOf(Directive.Kind.IMPROVE, IMPORT_PAYLOAD);
        if (index < 0 || index > 0 && manifest.directives().get(index - 1).is(Directive.Kind.JUMP, FIWIX)) {
            return Optional.empty();
        }
        String before = index == 0
                ? "it is the first directive"
                : "it stands after '" + manifest.directives().get(index - 1) + "'";
        return Optional.of(manifest.directives().get(index).where()
                + ": 'improve: import_payload' should stand right after 'jump: fiwix', where the payload disk can first be"
                + " read and before anything needs it, but " + before + "; move it");
    }
}
