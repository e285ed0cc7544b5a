// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.fetch;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Receives the events of a run. Implementations must be thread-safe. Sources are URLs without credentials, or paths,
 * and can be printed.
 */
public interface FetchListener {
    /** Another process downloads into the directory, and this run waits for its end. */
    default void waiting(Path directory) {}

    /** An existing file does not have the pinned SHA-256; it stays until the download is complete. */
    default void damaged(Path file, String problem) {}

    /** A source is asked for a distfile. */
    default void asking(String name, String source) {}

    /**
     * Bytes arrived. This event is frequent.
     *
     * @param bytes the size of the partial file, which is smaller than before if the download starts again
     * @param total the size that the source announces, or -1 if it announces none
     */
    default void progress(String name, long bytes, long total) {}

    /** A source failed and is asked again after a delay. */
    default void retrying(String name, String source, String reason, Duration delay) {}

    /** A source failed finally; the next source is asked, if there is one. */
    default void gaveUp(String name, String source, String reason) {}

    /** A distfile has its final name and the pinned SHA-256. */
    default void fetched(String name, long bytes, String source) {}
}
