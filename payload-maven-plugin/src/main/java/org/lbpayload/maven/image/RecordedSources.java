// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lbpayload.format.EntryName;

/**
 * The sources of an image, as recorded in the state file. Each line contains the name, origin, path, size, modification
 * time, identity and pinned SHA-256 of one source.
 */
public final class RecordedSources {
    private static final String SEPARATOR = "\t";
    private static final int FIELDS = 7;

    private RecordedSources() {}

    /** Returns the line for a source. Control characters in the origin and the path are escaped. */
    static String line(SourceFile file) {
        ImageSource source = file.source();
        return source.name()
                + SEPARATOR
                + EntryName.printable(source.origin())
                + SEPARATOR
                + EntryName.printable(source.path().toAbsolutePath().toString())
                + SEPARATOR
                + file.size()
                + SEPARATOR
                + SourceFile.nanos(file.modified())
                + SEPARATOR
                + file.identity()
                + SEPARATOR
                + source.sha256().orElse("");
    }

    /**
     * Returns the sources of an existing image, without their pinned SHA-256.
     *
     * @return the sources; empty if the sources were not recorded, or the image has been changed or replaced since then
     */
    public static List<ImageSource> read(Path image) {
        List<ImageSource> sources = new ArrayList<>();
        try {
            List<String> lines = Files.readAllLines(ImageState.fileOf(image));
            if (lines.isEmpty() || !ImageState.hasStampOf(image, lines.get(0))) {
                return List.of();
            }
            for (String line : lines) {
                String[] fields = line.split(SEPARATOR, -1);
                if (fields.length == FIELDS) {
                    sources.add(new ImageSource(fields[0], Path.of(fields[2]), fields[1], Optional.empty()));
                }
            }
        } catch (IOException | InvalidPathException e) {
            return List.of(); // the image is valid without its state file
        }
        return sources;
    }
}
