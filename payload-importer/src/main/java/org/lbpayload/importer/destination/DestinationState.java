// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer.destination;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.nio.file.attribute.BasicFileAttributes;
import org.lbpayload.format.EntryName;
import org.lbpayload.importer.report.ImportException;
import org.lbpayload.importer.report.Reason;

/** A read-only view of the directory imported to, which does not have to exist. */
public final class DestinationState {
    private final boolean encodesAllNames = "UTF-8".equals(System.getProperty("sun.jnu.encoding"));
    private final String given;
    private final Path directory;

    DestinationState(String given, Path directory) {
        this.given = given;
        this.directory = directory;
    }

    /**
     * Returns the state of the directory that the user named.
     *
     * @param path may be a symbolic link to a directory
     * @throws ImportException if {@code path} exists and is not a directory
     */
    public static DestinationState of(String path) throws ImportException {
        Path directory = Paths.get(path);
        if (!Files.isDirectory(directory)) {
            checkIsMissing(directory);
        }
        return new DestinationState(path, directory);
    }

    private static void checkIsMissing(Path directory) throws ImportException {
        String name = EntryName.printable(directory.toString());
        if (Files.exists(directory)) {
            throw new ImportException(
                    name + " is not a directory: name a directory, or a path that does not exist yet");
        }
        if (Files.isSymbolicLink(directory)) {
            throw new ImportException("cannot import to " + name + ": "
                    + Reason.of(new NoSuchFileException(name), directory)
                    + ": create that directory, or remove the link");
        }
    }

    /** Returns the printable name for messages. */
    public String name() {
        return EntryName.printable(given);
    }

    /** Returns whether the directory exists on a read-only file system, or its permissions make it read-only. */
    public boolean isReadOnly() {
        return Files.isDirectory(directory) && !Files.isWritable(directory);
    }

    /** Reads the marker. */
    public Marker marker() throws ImportException {
        return Marker.read(directory);
    }

    /** Returns whether {@code name} is a regular file, not a link to one, of this size. */
    public boolean hasFile(String name, long size) throws ImportException {
        try {
            BasicFileAttributes file = PathAttributes.of(path(name));
            return file != null && file.isRegularFile() && file.size() == size;
        } catch (IOException e) {
            return false; // the import itself reports the reason
        }
    }

    /**
     * Returns the path of an entry.
     *
     * @throws ImportException if Java would store another name than the entry's in this locale
     */
    Path path(String entry) throws ImportException {
        if (!encodesAllNames && !isAscii(entry)) {
            throw new ImportException(
                    "cannot store the name " + EntryName.printable(entry) + " in the locale's encoding "
                            + System.getProperty("sun.jnu.encoding")
                            + ": run with LC_ALL=C.UTF-8");
        }
        return directory.resolve(entry);
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
