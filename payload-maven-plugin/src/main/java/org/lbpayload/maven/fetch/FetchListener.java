// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.fetch;

import java.nio.file.Path;
import java.time.Duration;

/**
 * A listener for the events of a fetch. Implementations must be thread-safe. Each source is a printable path, or a
 * printable URL without credentials.
 */
public interface FetchListener {
    /** Called once when this run must wait for another process that downloads into the directory. */
    default void waiting(Path directory) {}

    /**
     * Called when an existing file does not have the pinned SHA-256. The file is kept until a verified download
     * replaces it.
     */
    default void damaged(Path file, String problem) {}

    /** Called before each attempt to download a distfile from a source. */
    default void asking(String name, String source) {}

    /**
     * Called repeatedly while bytes arrive.
     *
     * @param bytes the size of the partial file in bytes, which decreases if the download restarts
     * @param total the announced size of the distfile in bytes, or -1 if the source announces no size
     */
    default void progress(String name, long bytes, long total) {}

    /** Called when a download has failed and will be retried after {@code delay}. */
    default void retrying(String name, String source, String reason, Duration delay) {}

    /** Called when a source is abandoned. The next source, if any, is tried after this call. */
    default void gaveUp(String name, String source, String reason) {}

    /** Called when a distfile has the pinned SHA-256 and its final name. */
    default void fetched(String name, long bytes, String source) {}
}
