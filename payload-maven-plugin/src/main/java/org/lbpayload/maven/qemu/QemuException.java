// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.qemu;

import org.lbpayload.maven.io.GoalException;

/** Thrown when a machine cannot be started or does not print its success line. The message is shown to users. */
public final class QemuException extends GoalException {
    QemuException(String message) {
        super(message);
    }

    QemuException(String message, Throwable cause) {
        super(message, cause);
    }
}
