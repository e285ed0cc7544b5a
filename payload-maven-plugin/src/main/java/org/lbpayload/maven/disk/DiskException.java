// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.disk;

import org.lbpayload.maven.io.GoalException;

/** Thrown when an image cannot be written to a disk. The message names the disk, the problem and the remedy. */
public final class DiskException extends GoalException {
    private static final long serialVersionUID = 1L;

    DiskException(String message) {
        super(message);
    }

    DiskException(String message, Throwable cause) {
        super(message, cause);
    }
}
