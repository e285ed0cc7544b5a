// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.disk;

/** A listener for the progress of writing an image to a disk. The numbers never decrease. */
public interface DiskProgress {
    /** A listener that ignores all progress. */
    DiskProgress SILENT = new DiskProgress() {};

    /**
     * Called after bytes were written.
     *
     * @param bytes the number of bytes written so far, including zeros
     * @param total the number of bytes to write in total, including zeros
     */
    default void written(long bytes, long total) {}

    /**
     * Called after bytes were read back and compared.
     *
     * @param bytes the number of bytes compared so far
     * @param total the size of the image
     */
    default void readBack(long bytes, long total) {}
}
