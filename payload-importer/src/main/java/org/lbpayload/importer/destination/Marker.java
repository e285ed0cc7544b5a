// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer.destination;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lbpayload.format.EntryName;
import org.lbpayload.format.PayloadId;
import org.lbpayload.importer.report.ImportException;

/**
 * The content of the marker file, which records the last import. Each line is a payload id, or
 * {@value #WITHOUT_CHECKSUMS} for an image without checksums. The files of such an image are compared with the image on
 * every import, because the image has no payload id. Immutable.
 */
public final class Marker {
    static final String NAME = EntryName.RESERVED_PREFIX + "ed";
    private static final String WITHOUT_CHECKSUMS = "without-checksums";

    /** The maximum size of a marker. A larger file is treated as a missing marker. */
    private static final int MAX_BYTES = 64 * 1024;

    private final boolean exists;
    private final Set<String> lines;

    private Marker(boolean exists, Collection<String> lines) {
        this.exists = exists;
        this.lines = new LinkedHashSet<>(lines);
    }

    /**
     * Returns the marker for an import.
     *
     * @param payloads the ids of the imported payloads; null for an image without checksums
     */
    public static Marker of(Iterable<@Nullable PayloadId> payloads) {
        Set<String> lines = new LinkedHashSet<>();
        for (PayloadId payload : payloads) {
            lines.add(payload == null ? WITHOUT_CHECKSUMS : payload.toString());
        }
        return new Marker(true, lines);
    }

    /** Reads the marker in a directory. Both the marker and the directory may be missing. */
    static Marker read(Path directory) throws ImportException {
        Path path = directory.resolve(NAME);
        try {
            BasicFileAttributes file = PathAttributes.of(path);
            if (file != null && file.isDirectory()) {
                throw new ImportException(EntryName.printable(path.toString())
                        + " is a directory, expected the marker file or nothing: remove it");
            }
            if (file == null || !file.isRegularFile() || file.size() > MAX_BYTES) {
                return new Marker(false, new LinkedHashSet<String>());
            }
            String text = read(path, (int) file.size());
            return new Marker(true, text.isEmpty() ? new LinkedHashSet<String>() : Arrays.asList(text.split("\n")));
        } catch (IOException e) {
            throw new ImportException("cannot read the marker " + EntryName.printable(path.toString()), e);
        }
    }

    private static String read(Path path, int bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(bytes);
        try (FileChannel in = FileChannel.open(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            while (buffer.hasRemaining() && in.read(buffer) >= 0) {
                // read until the buffer is full
            }
        }
        buffer.flip();
        return StandardCharsets.UTF_8.decode(buffer).toString();
    }

    public boolean exists() {
        return exists;
    }

    /** Returns whether the marker is empty, which means that live-bootstrap's importer wrote the marker. */
    public boolean isOfOriginalImporter() {
        return exists && lines.isEmpty();
    }

    /**
     * Returns whether the marker exists and contains all payload ids in {@code ids}. Returns false if an id is null.
     */
    public boolean containsAll(Iterable<@Nullable PayloadId> ids) {
        for (PayloadId id : ids) {
            if (id == null || !lines.contains(id.toString())) {
                return false;
            }
        }
        return exists;
    }

    ByteBuffer toBytes() {
        StringBuilder text = new StringBuilder();
        for (String line : lines) {
            text.append(line).append('\n');
        }
        return ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.UTF_8));
    }
}
