// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.image;

import java.util.List;
import org.lbpayload.format.Layout;

/**
 * The sources and settings of an image.
 *
 * @param sources the files to pack, in any order
 * @param settings all other values that determine the bytes of the image
 * @param force whether to build the image even if it is up to date
 */
public record ImageRequest(List<ImageSource> sources, Settings settings, boolean force) {
    /**
     * The settings of an image. An image is up to date only if all settings are unchanged. {@link ImageState} compares
     * the result of {@code toString()}, which includes all components.
     *
     * @param checksums whether the image has a checksum section
     * @param builder the version of the program that builds the image
     */
    public record Settings(Layout layout, boolean checksums, String builder) {}

    public ImageRequest {
        sources = List.copyOf(sources);
    }
}
