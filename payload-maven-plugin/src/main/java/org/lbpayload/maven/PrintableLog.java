// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven;

import java.lang.reflect.Proxy;
import java.util.Arrays;
import org.apache.maven.plugin.logging.Log;
import org.lbpayload.maven.io.Printable;
import org.lbpayload.maven.io.PrintableException;

/** A log that escapes control characters in messages and exceptions, which can contain untrusted names. */
final class PrintableLog {
    private PrintableLog() {}

    /** Returns a log that forwards its escaped messages to {@code log}. */
    static Log of(Log log) {
        return (Log) Proxy.newProxyInstance(
                Log.class.getClassLoader(),
                new Class<?>[] {Log.class},
                (proxy, method, arguments) -> method.invoke(log, printable(arguments)));
    }

    private static Object[] printable(Object[] arguments) {
        return arguments == null
                ? null
                : Arrays.stream(arguments).map(PrintableLog::printable).toArray();
    }

    private static Object printable(Object argument) {
        if (argument instanceof CharSequence text) {
            return Printable.message(text.toString());
        }
        return argument instanceof Throwable e ? new PrintableException(e) : argument;
    }
}
