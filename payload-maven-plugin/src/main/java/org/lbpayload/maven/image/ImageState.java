// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.lbpayload.format.PayloadId;

/**
 * Tells whether the image that stands is the one that would be built: a small file beside the image holds what the
 * image file looked like when it was finished, how many entries it has and its payload id, the request, and all that
 * can be seen of its sources without reading them ({@link RecordedSources}).
 */
final class ImageState {
    private static final String WITHOUT_ID = "-";

    private final Path file;
    private final String inputs;

    /** The state of an image that is built from {@code files}, one for each source of the request. */
    ImageState(ImageRequest request, List<SourceFile> files) {
        this.file = fileOf(request.file());
        this.inputs = inputs(request, files);
    }

    /** Where the state of an image is kept. */
    static Path fileOf(Path image) {
        return image.resolveSibling(image.getFileName() + ".inputs");
    }

    /** Text to be compared as it is: a digest of it would take longer than all the rest of finding nothing changed. */
    private static String inputs(ImageRequest request, List<SourceFile> files) {
        List<String> lines = new ArrayList<>(files.size());
        for (SourceFile file : files) {
            lines.add(RecordedSources.line(file));
        }
        Collections.sort(lines); // the order in which sources were found says nothing
        return "builder " + request.builder() + " layout " + request.layout().label() + " checksums "
                + request.checksums() + "\n" + String.join("\n", lines) + "\n";
    }

    /** The image, where it stands as it was finished and from these inputs; else nothing. */
    Optional<BuiltImage> standing(ImageRequest request) {
        try {
            String text = Files.readString(file);
            int end = text.indexOf('\n');
            if (end < 0 || !text.startsWith(inputs, end + 1) || text.length() != end + 1 + inputs.length()) {
                return Optional.empty();
            }
            String[] words = text.substring(0, end).split(" ");
            BasicFileAttributes image = attributes(request.file());
            if (words.length != 6 || !text.startsWith(stamp(image) + " ")) {
                return Optional.empty();
            }
            return Optional.of(new BuiltImage(
                    request.file(),
                    request.layout(),
                    Integer.parseInt(words[4]),
                    image.size(),
                    Optional.ofNullable(PayloadId.parse(words[5])),
                    true));
        } catch (IOException | NumberFormatException e) {
            return Optional.empty(); // no image, no state, or neither to be read: then it is to be built
        }
    }

    /** Notes that {@code finished}, which may yet be renamed, is the image of these inputs. */
    void write(Path finished, int entries, Optional<PayloadId> payloadId) throws IOException {
        String id = payloadId.isPresent() ? payloadId.get().toString() : WITHOUT_ID;
        Files.writeString(file, stamp(attributes(finished)) + " " + entries + " " + id + "\n" + inputs);
    }

    private static BasicFileAttributes attributes(Path image) throws IOException {
        return Files.readAttributes(image, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    /** What changes when anybody else writes the image. */
    private static String stamp(BasicFileAttributes image) {
        return "image " + image.size() + " " + SourceFile.nanos(image.lastModifiedTime()) + " "
                + SourceFile.identity(image);
    }
}
