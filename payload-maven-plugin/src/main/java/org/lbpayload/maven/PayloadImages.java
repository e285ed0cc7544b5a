// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.project.MavenProject;
import org.lbpayload.format.Entry;
import org.lbpayload.format.PayloadId;
import org.lbpayload.maven.early.PayloadImport;
import org.lbpayload.maven.image.ImageReader;
import org.lbpayload.maven.io.GoalException;
import org.lbpayload.maven.io.Reason;

/** The payload images that the target imports, in the order of the imports. */
final class PayloadImages {
    private record Item(Path image, String destination, String parameter) {}

    private final List<Item> items = new ArrayList<>();
    private final List<PayloadImport> imports = new ArrayList<>();
    private long contentBytes;
    private long largestImageBytes;

    private PayloadImages() {}

    /**
     * Returns the images without reading them.
     *
     * @param image the image that {@code <imageFile>} names
     * @param payloads the additional images
     * @throws GoalException if a payload is incomplete, or two payloads have the same image
     */
    static PayloadImages of(Path image, List<PayloadItem> payloads, MavenProject project, Path basedir)
            throws GoalException {
        PayloadImages images = new PayloadImages();
        images.items.add(new Item(image, PayloadImport.DISTFILES, "<imageFile>"));
        for (PayloadItem payload : payloads) {
            Item item = new Item(payload.image(project, basedir), payload.destination(), "<payloads>");
            if (images.items.stream().anyMatch(other -> other.image().equals(item.image()))) {
                throw new GoalException("<payloads>: the image " + item.image()
                        + " is listed twice: give each destination an image of its own");
            }
            images.items.add(item);
        }
        return images;
    }

    void addTo(InputFiles inputs) {
        items.forEach(item -> inputs.add(item.image(), item.parameter()));
    }

    /**
     * Reads the images.
     *
     * @throws GoalException if an image cannot be read or has no payload id
     */
    void read() throws GoalException {
        for (Item item : items) {
            try (ImageReader reader = new ImageReader(item.image(), item.parameter())) {
                PayloadId id = reader.image().payloadId();
                if (id == null) {
                    throw new GoalException(item.parameter() + ": " + item.image() + " has no payload id for the early"
                            + " image, because the image has no checksums: build the image with <checksums>");
                }
                imports.add(new PayloadImport(id, item.destination()));
                for (Entry entry : reader.image().index().entries()) {
                    contentBytes += entry.size();
                }
                largestImageBytes = Math.max(largestImageBytes, Files.size(item.image()));
            } catch (IOException e) {
                throw new GoalException(item.parameter() + ": cannot read " + item.image() + ": " + Reason.of(e), e);
            }
        }
    }

    /** Returns the payload ids and destinations of the images that were read. */
    List<PayloadImport> imports() {
        return imports;
    }

    /** Returns the total size in bytes of all entries in the images that were read. */
    long contentBytes() {
        return contentBytes;
    }

    /** Returns the size of the largest image that was read, in bytes. */
    long largestImageBytes() {
        return largestImageBytes;
    }
}
