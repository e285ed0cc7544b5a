// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class PrintableTest {
    @Test
    void escapesControlAndFormatCharactersInMessage() {
        assertThat(Printable.message("a\u001b[31mRED\n[INFO] BUILD SUCCESS\r\u0007\u202e\u2028\ud800"))
                .isEqualTo("a\\u001b[31mRED\\u000a[INFO] BUILD SUCCESS\\u000d\\u0007\\u202e\\u2028\\ud800");
    }

    @Test
    void keepsTabsAndListsInMessage() {
        String message = "\t2 files are damaged:\n  caf\u00e9 \ud83d\ude00 $1 \\\n    \tb\n  ";
        assertThat(Printable.message(message)).isEqualTo(message);
    }

    @Test
    void copiesExceptionWithPrintableMessages() {
        Exception original = new IllegalStateException("a\u001bb", new IOException("c\nd"));
        original.addSuppressed(new IOException((String) null));

        assertThat(trace(new PrintableException(original)))
                .isEqualTo(trace(original).replace("a\u001bb", "a\\u001bb").replace("c\nd", "c\\u000ad"));
    }

    @Test
    void copiesExceptionThatLeadsBackToItself() {
        Exception original = new IllegalStateException("a");
        Exception suppressed = new IOException("b", original);
        original.addSuppressed(suppressed);

        assertThat(new PrintableException(original))
                .hasMessage("java.lang.IllegalStateException: a")
                .satisfies(copy -> assertThat(copy.getSuppressed()[0])
                        .hasMessage("java.io.IOException: b")
                        .hasNoCause());
    }

    private static String trace(Throwable e) {
        StringWriter trace = new StringWriter();
        e.printStackTrace(new PrintWriter(trace));
        return trace.toString();
    }
}
