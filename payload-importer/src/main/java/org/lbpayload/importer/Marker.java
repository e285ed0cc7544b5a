// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lbpayload.format.EntryName;
import org.lbpayload.format.PayloadId;

/**
 * The file that says what was imported to a folder last: the payload id of each disk, one a line, or
 * {@value #WITHOUT_CHECKSUMS} for an image that has none. Such an image has no name that is known without reading all
 * of it, so it is compared with the files each time. An empty marker is the reference importer's. There is none while
 * files are being replaced.
 */
final class Marker {
    private static final String NAME = EntryName.RESERVED_PREFIX + "ed";
    private static final String WITHOUT_CHECKSUMS = "without-checksums";

    /** Far more than any marker; a longer file is none. */
    private static final int MAX_BYTES = 64 * 1024;

    private final @Nullable String text;

    private Marker(@Nullable String text) {
        this.text = text;
    }

    /** The marker in a folder that need not exist. */
    static Marker read(String folder) throws ImportException {
        Path path = Paths.get(folder, NAME);
        try {
            BasicFileAttributes file = Destination.attributes(path);
            if (file != null && file.isDirectory()) {
                throw new ImportException("there is a folder at " + EntryName.printable(path.toString())
                        + ", where the marker is to be: remove it");
            }
            if (file == null || !file.isRegularFile() || file.size() > MAX_BYTES) {
                return new Marker(null);
            }
            byte[] bytes = new byte[(int) file.size()];
            try (FileChannel in = FileChannel.open(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
                ByteBuffer buffer = ByteBuffer.wrap(bytes);
                while (buffer.hasRemaining() && in.read(buffer) >= 0) {
                    // until all is read
                }
            }
            return new Marker(new String(bytes, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new ImportException("cannot read the marker " + EntryName.printable(path.toString()), e);
        }
    }

    boolean exists() {
        return text != null;
    }

    /** Whether it is the reference importer's, which says no more than that all is done. */
    boolean isReferences() {
        return text != null && text.isEmpty();
    }

    /** Whether all of these, and possibly others with them, were imported last. */
    boolean names(List<Source> sources) {
        for (int i = 0; i < sources.size(); i++) {
            if (!names(sources.get(i).image().payloadId())) {
                return false;
            }
        }
        return exists();
    }

    /** Whether all of these, and possibly others with them, were imported last; true of none. */
    boolean namesAll(List<PayloadId> ids) {
        for (int i = 0; i < ids.size(); i++) {
            if (!names(ids.get(i))) {
                return false;
            }
        }
        return true;
    }

    private boolean names(@Nullable PayloadId id) {
        return text != null && id != null && ("\n" + text).contains("\n" + id + "\n");
    }

    private static String line(Source source) {
        return (source.image().payloadId() == null
                        ? WITHOUT_CHECKSUMS
                        : source.image().payloadId()) + "\n";
    }

    /**
     * Removes the marker, if there is one, for good: to be called before a file is replaced that may be of what it
     * names. Else that would count as imported even where this import comes to no end.
     */
    static void remove(Destination destination) throws ImportException {
        try {
            if (Files.deleteIfExists(destination.path(NAME))) {
                destination.sync();
            }
        } catch (IOException e) {
            throw new ImportException("cannot remove the marker " + NAME + " in " + destination.name(), e);
        }
    }

    /**
     * Writes the marker: to be called when all else is on stable storage, where it then is, too.
     *
     * @param before payloads that the marker named before and that are not among the sources
     */
    static void write(Destination destination, List<Source> sources, List<PayloadId> before) throws ImportException {
        List<String> lines = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < sources.size(); i++) {
            String line = line(sources.get(i));
            if (!lines.contains(line)) {
                lines.add(line);
                text.append(line);
            }
        }
        for (int i = 0; i < before.size(); i++) {
            text.append(before.get(i)).append('\n');
        }
        TemporaryFile file = destination.createTemporary();
        try {
            file.write(ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.UTF_8)), 0);
            file.commit(destination.path(NAME));
        } catch (IOException e) {
            throw new ImportException("cannot write the marker " + NAME + " in " + destination.name(), e);
        } finally {
            file.discard();
        }
        destination.sync();
    }
}
