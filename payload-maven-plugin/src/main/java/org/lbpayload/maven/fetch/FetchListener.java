// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.fetch;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Hears how fetching goes. Called from several threads at a time; places come without credentials and are fit to print.
 */
public interface FetchListener {
    /** Hears nothing. */
    FetchListener SILENT = new FetchListener() {};

    /** A file that is there has another SHA-256 than the pinned one and is fetched anew; it stays until that worked. */
    default void wrongFile(Path file, String expectedSha256, String foundSha256) {}

    /** A place is asked for a distfile. */
    default void asking(String name, String place) {}

    /**
     * Bytes came in; called often.
     *
     * @param bytes how many of the distfile are here now; less than before where it started over
     * @param total how many the place says it has, or -1 where it does not say
     */
    default void progress(String name, long bytes, long total) {}

    /** A place failed in a way that can pass and is asked again after a while. */
    default void retrying(String name, String place, String reason, Duration wait) {}

    /** A place is given up, and the next one asked if there is one. */
    default void gaveUp(String name, String place, String reason) {}

    /** A distfile stands under its name with the right SHA-256. */
    default void fetched(String name, long bytes, String place) {}
}
