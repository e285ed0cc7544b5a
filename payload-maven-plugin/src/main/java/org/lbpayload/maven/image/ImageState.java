// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.image;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.lbpayload.format.Sha256;

/**
 * Tells whether the image that stands is the one that would be built: a small file beside the image holds what the
 * image file looked like when it was finished, a digest of the request and of all that can be seen of its sources
 * without reading them, and the sources themselves ({@link RecordedSources}).
 */
final class ImageState {
    private final Path file;
    private final String inputs;
    private final List<String> sources;

    /** The state of an image that is built from {@code files}, one for each source of the request. */
    ImageState(ImageRequest request, List<SourceFile> files) {
        this.file = fileOf(request.file());
        this.inputs = digest(request, files);
        this.sources = files.stream()
                .map(file -> RecordedSources.line(file.source()))
                .sorted()
                .toList();
    }

    /** Where the state of an image is kept. */
    static Path fileOf(Path image) {
        return image.resolveSibling(image.getFileName() + ".inputs");
    }

    private static String digest(ImageRequest request, List<SourceFile> files) {
        List<String> lines = new ArrayList<>();
        for (SourceFile file : files) {
            ImageSource source = file.source();
            lines.add(String.join(
                    "\0",
                    source.name(),
                    source.path().toAbsolutePath().toString(),
                    Long.toString(file.size()),
                    file.modified().toString(),
                    source.sha256().orElse("")));
        }
        Collections.sort(lines); // the order in which sources were found says nothing
        MessageDigest digest = Sha256.newDigest();
        digest.update(utf8(request.builder() + "\0" + request.layout().label() + "\0" + request.checksums()));
        for (String line : lines) {
            digest.update(utf8("\n" + line));
        }
        return Sha256.hex(digest.digest());
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Whether {@code image} stands as it was finished, from these inputs. */
    boolean isUpToDate(Path image) {
        try {
            return Files.readString(file).equals(text(image));
        } catch (IOException e) {
            return false; // no image, no state, or neither to be read: then it is to be built
        }
    }

    /** Notes that {@code finished}, which may yet be renamed, is the image of these inputs. */
    void write(Path finished) throws IOException {
        Files.writeString(file, text(finished));
    }

    private String text(Path image) throws IOException {
        BasicFileAttributes attributes =
                Files.readAttributes(image, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        return "image " + attributes.size() + " bytes of " + attributes.lastModifiedTime() + "\ninputs " + inputs + "\n"
                + String.join("\n", sources) + "\n";
    }
}
