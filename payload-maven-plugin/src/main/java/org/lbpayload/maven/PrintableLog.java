// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven;

import java.lang.reflect.Proxy;
import java.util.Arrays;
import org.apache.maven.plugin.logging.Log;
import org.lbpayload.maven.io.Printable;
import org.lbpayload.maven.io.PrintableException;

/** Makes the messages and exceptions of a log printable, because they contain untrusted names. */
final class PrintableLog {
    private PrintableLog() {}

    /** Returns a log that passes its messages on to {@code log}. */
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
