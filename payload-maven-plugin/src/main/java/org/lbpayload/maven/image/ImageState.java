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
import org.lbpayload.maven.io.AtomicFile;

/**
 * The recorded state of an image, which determines whether the image is up to date. A state file beside the image
 * records the attributes, the number of entries and the payload id of the finished image. The file also records the
 * settings and the attributes of the sources ({@link RecordedSources}).
 */
final class ImageState {
    private static final String WITHOUT_ID = "-";

    private final Path image;
    private final ImageRequest.Settings settings;
    private final String inputs;

    /** Creates the state of an image that is built from {@code files}. */
    ImageState(Path image, ImageRequest.Settings settings, List<SourceFile> files) {
        this.image = image;
        this.settings = settings;
        this.inputs = inputs(settings, files);
    }

    /** Returns the file that records the state of an image. */
    static Path fileOf(Path image) {
        return image.resolveSibling(image.getFileName() + ".inputs");
    }

    private static String inputs(ImageRequest.Settings settings, List<SourceFile> files) {
        List<String> lines = new ArrayList<>(files.size());
        for (SourceFile file : files) {
            lines.add(RecordedSources.line(file));
        }
        Collections.sort(lines); // the order of the sources does not matter
        return settings + "\n" + String.join("\n", lines) + "\n";
    }

    /** Returns the existing image if it is unchanged and was built from the same inputs. */
    Optional<BuiltImage> upToDateImage() {
        try {
            String text = Files.readString(fileOf(image));
            int end = text.indexOf('\n');
            if (end < 0 || !text.substring(end + 1).equals(inputs)) {
                return Optional.empty();
            }
            String[] words = text.substring(0, end).split(" ");
            BasicFileAttributes attributes = attributes(image);
            if (words.length != 6 || !text.startsWith(stamp(attributes) + " ")) {
                return Optional.empty();
            }
            return Optional.of(new BuiltImage(
                    image,
                    settings.layout(),
                    Integer.parseInt(words[4]),
                    attributes.size(),
                    Optional.ofNullable(PayloadId.parse(words[5])),
                    true));
        } catch (IOException | NumberFormatException e) {
            return Optional.empty(); // a missing or damaged state means that the image must be built
        }
    }

    /**
     * Records {@code finished} as the image that was built from the current inputs.
     *
     * @param finished the complete image, which may be renamed afterwards
     */
    void write(Path finished, int entries, Optional<PayloadId> payloadId) throws IOException {
        String id = payloadId.map(PayloadId::toString).orElse(WITHOUT_ID);
        try (AtomicFile file = AtomicFile.create(fileOf(image))) {
            Files.writeString(file.temporary(), stamp(attributes(finished)) + " " + entries + " " + id + "\n" + inputs);
            file.commit();
        }
    }

    /** Returns the size, modification time and identity of an image as text; empty if there is no image. */
    static Optional<String> stampOf(Path image) {
        try {
            return Optional.of(stamp(attributes(image)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /**
     * Returns whether {@code line}, the first line of a state file, contains the current attributes of {@code image}.
     */
    static boolean hasStampOf(Path image, String line) throws IOException {
        return line.startsWith(stamp(attributes(image)) + " ");
    }

    private static BasicFileAttributes attributes(Path image) throws IOException {
        return Files.readAttributes(image, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    private static String stamp(BasicFileAttributes image) {
        return "image " + image.size() + " " + SourceFile.nanos(image.lastModifiedTime()) + " "
                + SourceFile.identity(image);
    }
}
