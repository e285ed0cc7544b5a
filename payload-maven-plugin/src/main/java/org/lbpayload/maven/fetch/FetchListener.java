// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.fetch;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Receives the events of a run. Implementations must be thread-safe. Sources are URLs without credentials, or paths,
 * and can be printed.
 */
public interface FetchListener {
    /** Called once if this run waits for another process that downloads into the directory. */
    default void waiting(Path directory) {}

    /** Called if an existing file does not have the pinned SHA-256. The file stays until the download is complete. */
    default void damaged(Path file, String problem) {}

    /** Called before each attempt to download a distfile from a source. */
    default void asking(String name, String source) {}

    /**
     * Called often, whenever bytes arrived.
     *
     * @param bytes the size of the partial file in bytes, which becomes smaller if the download starts again
     * @param total the size in bytes that the source announces, or -1 if it announces none
     */
    default void progress(String name, long bytes, long total) {}

    /** Called if a source failed and is asked again after {@code delay}. */
    default void retrying(String name, String source, String reason, Duration delay) {}

    /** Called if a source is given up. The next source is asked, if there is one. */
    default void gaveUp(String name, String source, String reason) {}

    /** Called when a distfile has the pinned SHA-256 and its final name. */
    default void fetched(String name, long bytes, String source) {}
}
