// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.io;

/**
 * A copy of an exception, its causes and its stack traces, in which all messages are printable. A stack trace shows the
 * class names of the original exceptions.
 */
public final class PrintableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String className;

    /** @param original the exception to copy */
    public PrintableException(Throwable original) {
        super(
                original.getMessage() == null ? null : Printable.message(original.getMessage()),
                original.getCause() == null ? null : new PrintableException(original.getCause()));
        className = original.getClass().getName();
        setStackTrace(original.getStackTrace());
        for (Throwable suppressed : original.getSuppressed()) {
            addSuppressed(new PrintableException(suppressed));
        }
    }

    @Override
    @SuppressWarnings("OverrideThrowableToString") // only toString shows the name of the class
    public String toString() {
        return getMessage() == null ? className : className + ": " + getMessage();
    }
}
