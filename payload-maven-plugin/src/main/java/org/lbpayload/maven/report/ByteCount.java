// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/** A formatter for byte counts that does not depend on the locale. */
final class ByteCount {
    private static final List<String> UNITS = List.of("KiB", "MiB", "GiB", "TiB", "PiB", "EiB");
    private static final BigDecimal STEP = BigDecimal.valueOf(1024);
    /** A narrow no-break space. */
    private static final char GROUP_SEPARATOR = '\u202f';

    private ByteCount() {}

    /** Returns the number with a unit and one decimal, such as {@code 12.3 MiB}. */
    static String rounded(long bytes) {
        if (bytes < 1024) {
            return bytes + " B";
        }
        BigDecimal exact = BigDecimal.valueOf(bytes).divide(STEP);
        int unit = 0;
        while (oneDecimal(exact).compareTo(STEP) >= 0) {
            exact = exact.divide(STEP);
            unit++;
        }
        return oneDecimal(exact).toPlainString() + " " + UNITS.get(unit);
    }

    /** Returns all digits of the number, in groups of three. */
    static String exact(long number) {
        StringBuilder digits = new StringBuilder(Long.toString(number));
        for (int i = digits.length() - 3; i > 0; i -= 3) {
            digits.insert(i, GROUP_SEPARATOR);
        }
        return digits.toString();
    }

    /** Returns {@code part} as a percentage of {@code whole}, such as {@code 12.3 %}. */
    static String share(long part, long whole) {
        BigDecimal percent =
                BigDecimal.valueOf(part).movePointRight(2).divide(BigDecimal.valueOf(whole), 1, RoundingMode.HALF_UP);
        return percent.signum() == 0 && part > 0 ? "< 0.1 %" : percent.toPlainString() + " %";
    }

    private static BigDecimal oneDecimal(BigDecimal number) {
        return number.setScale(1, RoundingMode.HALF_UP);
    }
}
