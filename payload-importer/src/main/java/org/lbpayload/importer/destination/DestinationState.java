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

/** A read-only view of the destination directory, which may be missing. */
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
     * @param path the path of the directory, or of a symbolic link to it
     * @throws ImportException if {@code path} exists and is not a directory, or is a dangling symbolic link
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
                    + ": create the directory, or remove the symbolic link");
        }
    }

    /** Returns the printable name of the destination for messages. */
    public String name() {
        return EntryName.printable(given);
    }

    /** Returns whether the directory exists but is not writable. */
    public boolean isReadOnly() {
        return Files.isDirectory(directory) && !Files.isWritable(directory);
    }

    public Marker marker() throws ImportException {
        return Marker.read(directory);
    }

    /**
     * Returns whether the directory contains a regular file with this name and size. Symbolic links are not followed.
     */
    public boolean hasFile(String name, long size) throws ImportException {
        try {
            BasicFileAttributes file = PathAttributes.of(path(name));
            return file != null && file.isRegularFile() && file.size() == size;
        } catch (IOException e) {
            return false; // the import reports the error later
        }
    }

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
