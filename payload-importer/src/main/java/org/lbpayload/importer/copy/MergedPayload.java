// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer.copy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lbpayload.format.Entry;
import org.lbpayload.format.EntryName;
import org.lbpayload.format.PayloadId;
import org.lbpayload.importer.destination.DestinationState;
import org.lbpayload.importer.disk.OpenImage;
import org.lbpayload.importer.report.ImportException;

/** The entries of all images, without duplicate names. */
public final class MergedPayload {
    private static final int COMPARED_BYTES = 64 * 1024;

    private final List<OpenImage> images;
    private final int[][] positions;

    private MergedPayload(List<OpenImage> images, int[][] positions) {
        this.images = images;
        this.positions = positions;
    }

    /**
     * Merges images. Each entry is taken from the first image that contains its name.
     *
     * @throws ImportException if two images contain the same name with different content
     */
    public static MergedPayload merge(List<OpenImage> images) throws ImportException {
        int[][] positions = new int[images.size()][];
        Map<String, Place> places = new HashMap<>();
        for (int i = 0; i < positions.length; i++) {
            OpenImage image = images.get(i);
            int[] taken = new int[image.entries().size()];
            int count = 0;
            for (int position = 0; position < taken.length; position++) {
                // An image never contains the same name twice, so a single image needs no comparison.
                Place first = images.size() == 1
                        ? null
                        : places.putIfAbsent(image.entry(position).name(), new Place(image, position));
                if (first == null) {
                    taken[count++] = position;
                } else {
                    checkSame(first, new Place(image, position));
                }
            }
            positions[i] = Arrays.copyOf(taken, count);
        }
        return new MergedPayload(images, positions);
    }

    private static final class Place {
        private final OpenImage image;
        private final int position;

        Place(OpenImage image, int position) {
            this.image = image;
            this.position = position;
        }

        Entry entry() {
            return image.entry(position);
        }
    }

    private static void checkSame(Place a, Place b) throws ImportException {
        if (a.entry().size() != b.entry().size() || !isSameContent(a, b)) {
            throw new ImportException(a.image.name() + " and " + b.image.name() + " both contain "
                    + EntryName.printable(a.entry().name())
                    + ", with different content: detach one of the disks, or select the right disk with --device");
        }
    }

    private static boolean isSameContent(Place a, Place b) throws ImportException {
        if (a.image.checksums() != null && b.image.checksums() != null) {
            return Arrays.equals(
                    a.image.checksums().sha256(a.position), b.image.checksums().sha256(b.position));
        }
        ByteBuffer x = ByteBuffer.allocate(COMPARED_BYTES);
        ByteBuffer y = ByteBuffer.allocate(COMPARED_BYTES);
        long size = a.entry().size();
        for (long at = 0; at < size; at += COMPARED_BYTES) {
            int n = (int) Math.min(COMPARED_BYTES, size - at);
            x.clear().limit(n);
            y.clear().limit(n);
            a.image.read(a.entry(), at, x);
            b.image.read(b.entry(), at, y);
            x.flip();
            y.flip();
            if (!x.equals(y)) {
                return false;
            }
        }
        return true;
    }

    public List<OpenImage> images() {
        return images;
    }

    /** Returns the payload id of each image, with null for an image without checksums. */
    public List<@Nullable PayloadId> ids() {
        List<@Nullable PayloadId> ids = new ArrayList<>();
        for (OpenImage image : images) {
            ids.add(image.payloadId());
        }
        return ids;
    }

    /**
     * Returns the positions of the entries that are taken from an image, in ascending order.
     *
     * @param image the index of the image in {@link #images}
     */
    int[] positions(int image) {
        return positions[image];
    }

    List<String> names() {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < positions.length; i++) {
            for (int position : positions[i]) {
                names.add(images.get(i).entry(position).name());
            }
        }
        return names;
    }

    /** Returns whether the destination contains a file with the name and size of each entry. */
    public boolean isPresentIn(DestinationState destination) throws ImportException {
        for (int i = 0; i < positions.length; i++) {
            for (int position : positions[i]) {
                Entry entry = images.get(i).entry(position);
                if (!destination.hasFile(entry.name(), entry.size())) {
                    return false;
                }
            }
        }
        return true;
    }
}
