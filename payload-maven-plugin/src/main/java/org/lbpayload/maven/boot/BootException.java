// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.boot;

/**
 * Something of the early image or the machine is not as it must be. The message is meant for the person at the
 * terminal: what was found, what was expected, and what to do about it.
 */
public final class BootException extends Exception {

    BootException(String message) {
        super(message);
    }

    BootException(String message, Throwable cause) {
        super(message, cause);
    }
}
