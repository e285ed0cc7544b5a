// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.image;

import java.nio.file.Path;
import java.util.List;
import org.lbpayload.format.Layout;

/**
 * The image that is asked for.
 *
 * @param sources what to pack, in any order
 * @param layout the layout to write
 * @param checksums whether the checksum section follows the reference part
 * @param file where the image is to stand; folders are made as needed
 * @param force whether to build even where the image that stands is up to date
 * @param builder what builds it, such as a version: the image of another builder is not up to date
 */
public record ImageRequest(
        List<ImageSource> sources, Layout layout, boolean checksums, Path file, boolean force, String builder) {
    public ImageRequest {
        sources = List.copyOf(sources);
    }
}
