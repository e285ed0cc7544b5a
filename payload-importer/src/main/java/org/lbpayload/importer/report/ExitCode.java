// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer.report;

/** Exit codes of the command. */
public enum ExitCode {
    /** The command succeeded, or there was nothing to do. */
    SUCCESS(0),
    /** The command failed, or {@code --probe} found no magic. */
    FAILURE(1),
    /** All disks could be read, and none is a payload disk. */
    NO_PAYLOAD(2),
    /** The command line is invalid. */
    USAGE(64);

    private final int value;

    ExitCode(int value) {
        this.value = value;
    }

    public int value() {
        return value;
    }
}
