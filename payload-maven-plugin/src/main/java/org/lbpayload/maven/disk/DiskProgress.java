// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.disk;

/** Hears how far the writing of a disk is. Called often, with numbers that never become smaller. */
public interface DiskProgress {
    /** Hears nothing. */
    DiskProgress SILENT = new DiskProgress() {};

    /**
     * Bytes were written.
     *
     * @param bytes how many so far, zeros among them
     * @param total how many there will be
     */
    default void written(long bytes, long total) {}

    /**
     * Bytes were read back and compared.
     *
     * @param bytes how many so far
     * @param total those of the image
     */
    default void readBack(long bytes, long total) {}
}
