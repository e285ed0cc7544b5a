// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.image;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.lbpayload.format.NameOrder;
import org.lbpayload.maven.io.Reason;

/**
 * A utility that merges sources with the same name and content into one entry. Sources with the same name but different
 * content are rejected.
 */
final class Merge {
    private Merge() {}

    /** Returns one source for each name, in the order of the entries in the image. */
    static Map<String, SourceFile> byName(List<SourceFile> files) throws ImageException {
        Map<String, SourceFile> byName = new TreeMap<>(NameOrder.INSTANCE);
        for (SourceFile file : files) {
            SourceFile other = byName.putIfAbsent(file.source().name(), file);
            if (other != null) {
                byName.put(file.source().name(), merge(other, file));
            }
        }
        return byName;
    }

    private static SourceFile merge(SourceFile a, SourceFile b) throws ImageException {
        Optional<String> pin = a.source().sha256();
        Optional<String> otherPin = b.source().sha256();
        if (pin.isPresent() && otherPin.isPresent() && !pin.equals(otherPin)) {
            throw conflict(a, b, "with different SHA-256: " + pin.get() + " and " + otherPin.get());
        }
        if (!sameContent(a, b)) {
            throw conflict(a, b, "with different content");
        }
        return pin.isPresent() ? a : b;
    }

    private static boolean sameContent(SourceFile a, SourceFile b) throws ImageException {
        if (a.size() != b.size()) {
            return false;
        }
        try {
            return Files.isSameFile(a.source().path(), b.source().path())
                    || Files.mismatch(a.source().path(), b.source().path()) < 0;
        } catch (IOException e) {
            throw new ImageException(
                    a.source().origin() + ": cannot compare " + a.source().path() + " with "
                            + b.source().path() + " (" + b.source().origin() + "): " + Reason.of(e)
                            + "; check the permissions of both files and their disks",
                    e);
        }
    }

    private static ImageException conflict(SourceFile a, SourceFile b, String how) {
        return new ImageException("two files are named \"" + a.source().name() + "\" " + how + ": "
                + a.source().path() + " (" + a.source().origin() + ") and "
                + b.source().path() + " (" + b.source().origin()
                + "); remove one of the files, or rename one in <files>");
    }
}
