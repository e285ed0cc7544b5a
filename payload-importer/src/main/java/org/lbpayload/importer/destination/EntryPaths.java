// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer.destination;

import java.nio.file.Path;
import org.lbpayload.format.EntryName;
import org.lbpayload.importer.report.ImportException;

/** The paths of entries in a directory. */
final class EntryPaths {
    private final boolean encodesAllNames = "UTF-8".equals(System.getProperty("sun.jnu.encoding"));
    private final Path directory;

    EntryPaths(Path directory) {
        this.directory = directory;
    }

    /**
     * Returns the path of an entry.
     *
     * @throws ImportException if Java would store another name than the entry's in this locale
     */
    Path of(String name) throws ImportException {
        if (!encodesAllNames && !isAscii(name)) {
            throw new ImportException(
                    "cannot store the name " + EntryName.printable(name) + " in the locale's encoding "
                            + System.getProperty("sun.jnu.encoding")
                            + ": run with LC_ALL=C.UTF-8");
        }
        return directory.resolve(name);
    }

    private static boolean isAscii(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) > 127) {
                return false;
            }
        }
        return true;
    }
}
