// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.early;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.lbpayload.maven.image.ImageSource;
import org.lbpayload.maven.io.GoalException;

/**
 * The content of an early root, and the action that packs the finished root.
 *
 * @param distfiles the distfiles of the steps before the import
 * @param importStep the importer and the step that runs the importer
 * @param bootstrapConfig the content of {@code steps/bootstrap.cfg}
 * @param javaRuntime the Java runtime to add; empty for none
 * @param timestamp the modification time of every file and directory
 * @param packing the action that packs the finished early root
 */
public record EarlyRootPlan(
        List<ImageSource> distfiles,
        ImportStep importStep,
        BootstrapConfig bootstrapConfig,
        Optional<JavaRuntime> javaRuntime,
        Instant timestamp,
        Packing packing) {

    /** An action that packs a finished early root, called while the destination is locked. */
    @FunctionalInterface
    public interface Packing {
        void pack(Path root) throws GoalException;
    }

    public EarlyRootPlan {
        distfiles = List.copyOf(distfiles);
    }
}
