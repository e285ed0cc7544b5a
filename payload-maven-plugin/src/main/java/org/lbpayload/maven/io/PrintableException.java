// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.io;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/**
 * A copy of an exception, its causes and its stack traces, in which all messages are printable. Each message starts
 * with the class name of the original exception, because Maven prints only the class name of the copy.
 */
public final class PrintableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param original the exception to copy */
    public PrintableException(Throwable original) {
        this(original, Collections.newSetFromMap(new IdentityHashMap<>()));
    }

    private PrintableException(Throwable original, Set<Throwable> copied) {
        super(Printable.message(original.toString()));
        copied.add(original);
        setStackTrace(original.getStackTrace());
        if (original.getCause() != null && !copied.contains(original.getCause())) {
            initCause(new PrintableException(original.getCause(), copied));
        }
        for (Throwable suppressed : original.getSuppressed()) {
            if (!copied.contains(suppressed)) {
                addSuppressed(new PrintableException(suppressed, copied));
            }
        }
    }

    /** Returns the class name and the message of the original exception. */
    @Override
    @SuppressWarnings("OverrideThrowableToString") // the message contains a class name already
    public String toString() {
        return String.valueOf(getMessage());
    }
}
