// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.bench;

/** The benchmark cannot go on; the message says why. */
final class BenchException extends Exception {
    private static final long serialVersionUID = 1L;

    BenchException(String message) {
        super(message);
    }
}
