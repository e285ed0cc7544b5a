// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer.copy;

import org.jspecify.annotations.Nullable;
import org.lbpayload.importer.report.ImportException;
import org.lbpayload.importer.report.Reason;

/** The first failure among several threads, after which all threads stop. Thread-safe. */
final class FirstFailure {
    private @Nullable Throwable failure;

    /** Records a failure, unless an earlier failure was recorded. */
    synchronized void set(Throwable newFailure) {
        if (failure == null) {
            failure = newFailure;
        }
    }

    synchronized boolean isSet() {
        return failure != null;
    }

    /** Throws the recorded failure, if any. */
    synchronized void rethrow() throws ImportException {
        if (failure == null) {
            return;
        }
        if (failure instanceof ImportException) {
            throw (ImportException) failure;
        }
        if (failure instanceof RuntimeException) {
            throw (RuntimeException) failure;
        }
        if (failure instanceof Error) {
            throw (Error) failure;
        }
        throw new ImportException(Reason.ofUnexpected(failure));
    }
}
