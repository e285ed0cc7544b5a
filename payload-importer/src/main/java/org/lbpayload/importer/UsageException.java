// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer;

/** The command line cannot be understood; the message says which word of it. */
final class UsageException extends Exception {
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }
}
