// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.it;

import java.nio.file.Path;
import java.util.Optional;
import org.lbpayload.maven.image.BuiltImage;
import org.lbpayload.maven.image.ImageBuilder;
import org.lbpayload.maven.image.ImageException;
import org.lbpayload.maven.image.ImageRequest;

/** Functions that build images for tests. */
public final class Images {
    private Images() {}

    /** Builds an image from the given request. */
    public static BuiltImage build(Path image, ImageRequest request) throws ImageException {
        return ImageBuilder.build(image, () -> {}, () -> Optional.of(request)).orElseThrow();
    }
}
