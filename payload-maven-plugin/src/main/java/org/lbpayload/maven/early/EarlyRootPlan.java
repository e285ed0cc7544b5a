// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.early;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.lbpayload.format.PayloadId;
import org.lbpayload.maven.image.ImageSource;

/**
 * What goes into an early root.
 *
 * @param distfiles the distfiles of the steps before the import, no name twice
 * @param importer the importer's jar
 * @param payloadId the id of the payload that the import admits
 * @param bootstrapConfig the {@code bootstrap.cfg} to start from; empty for one that says nothing else
 * @param runtime whether a Java runtime goes with it
 * @param timestamp the modification time of everything in it
 */
public record EarlyRootPlan(
        List<ImageSource> distfiles,
        Path importer,
        PayloadId payloadId,
        Optional<Path> bootstrapConfig,
        boolean runtime,
        Instant timestamp) {

    /** Takes the parts as they are, with a copy of the list. */
    public EarlyRootPlan {
        distfiles = List.copyOf(distfiles);
    }
}
