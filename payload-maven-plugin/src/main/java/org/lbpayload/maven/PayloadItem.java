// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven;

import java.io.File;
import java.nio.file.Path;
import org.apache.maven.plugins.annotations.Parameter;
import org.lbpayload.maven.image.LocalePath;
import org.lbpayload.maven.io.GoalException;

/** A {@code <payload>} of {@code <payloads>}. */
public final class PayloadItem {
    /** The payload image. */
    @Parameter(required = true)
    private File imageFile;

    /** The directory on the target that receives the payload. */
    @Parameter(required = true)
    private String destination;

    Path image(Path basedir) throws GoalException {
        if (imageFile == null) {
            throw new GoalException("<payloads>: expected an <imageFile> in each <payload>, found none: add it");
        }
        return basedir.resolve(LocalePath.of(imageFile, "<payloads>")).normalize();
    }

    String destination() throws GoalException {
        if (destination == null) {
            throw new GoalException("<payloads>: expected a <destination> in each <payload>, found none: add it");
        }
        return destination;
    }
}
