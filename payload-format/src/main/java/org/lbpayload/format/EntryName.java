// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.format;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The rule for names of entries, the same for writing and reading (FORMAT.md, "Names"). */
public final class EntryName {
    /** The longest name in bytes of UTF-8: what Linux file systems take, see NAME_MAX in limits.h(0p). */
    public static final int MAX_BYTES = 255;

    /**
     * Names that begin so are the importer's own: {@code .payload_imported} marks a finished import, its temporary and
     * lock files are called alike.
     */
    public static final String RESERVED_PREFIX = ".payload_import";

    private static final char REPLACEMENT = '\uFFFD';

    private EntryName() {}

    /**
     * What the rule has against {@code name}.
     *
     * @return null where the name may be used; else what is wrong, in words that follow "a name that", without the name
     *     itself
     */
    public static @Nullable String problem(String name) {
        if (name.isEmpty()) {
            return "is empty";
        }
        byte[] utf8 = encode(name);
        if (!name.equals(decode(utf8))) {
            return "is not valid Unicode";
        }
        return problem(name, utf8);
    }

    /** As above for a name that is valid Unicode and not empty, which in UTF-8 is {@code utf8}. */
    static @Nullable String problem(String name, byte[] utf8) {
        if (utf8.length > MAX_BYTES) {
            return "is longer than " + MAX_BYTES + " bytes of UTF-8";
        }
        for (int i = 0; i < utf8.length; i++) {
            byte b = utf8[i];
            if (b == '/' || b == '\\') {
                return "has a '" + (char) b + "'";
            }
            // U+0080 to U+009F are C2 80 to C2 9F.
            if (b >= 0 && b < ' ' || b == 0x7F || b == (byte) 0xC2 && utf8[i + 1] < (byte) 0xA0) {
                return "has a control character";
            }
        }
        if (name.equals(".") || name.equals("..")) {
            return "means a directory";
        }
        if (name.startsWith(RESERVED_PREFIX)) {
            return "begins with " + RESERVED_PREFIX + ", which the importer keeps for itself";
        }
        return null;
    }

    /** The name as UTF-8. */
    static byte[] encode(String name) {
        return name.getBytes(StandardCharsets.UTF_8);
    }

    /** The name in {@code utf8}, or null where these bytes are not valid UTF-8. */
    static @Nullable String decode(byte[] utf8) {
        // Not a CharsetDecoder: the classes behind it take longer than the names of a small image.
        String name = new String(utf8, StandardCharsets.UTF_8);
        // As many characters as bytes, and none that stands for bytes that are wrong: then it is ASCII.
        boolean valid = name.length() == utf8.length && name.indexOf(REPLACEMENT) < 0;
        return valid || Arrays.equals(encode(name), utf8) ? name : null;
    }

    /**
     * The name (or any other text from an untrusted place) as it may be printed on a terminal or into a log: control,
     * format and separator characters and stray surrogates are replaced by {@code \}{@code uXXXX}.
     */
    public static String printable(String text) {
        StringBuilder safe = null;
        for (int i = 0; i < text.length(); ) {
            char c = text.charAt(i);
            if (safe == null && c >= ' ' && c < 0x7F) {
                i++;
                continue; // what follows is slow where Java has just been started
            }
            int codePoint = text.codePointAt(i);
            int chars = Character.charCount(codePoint);
            if (isUnsafe(codePoint)) {
                if (safe == null) {
                    safe = new StringBuilder(text.length() + 8).append(text, 0, i);
                }
                for (int j = i; j < i + chars; j++) {
                    String hex = Integer.toHexString(text.charAt(j));
                    safe.append("\\u").append("0000", 0, 4 - hex.length()).append(hex);
                }
            } else if (safe != null) {
                safe.appendCodePoint(codePoint);
            }
            i += chars;
        }
        return safe == null ? text : safe.toString();
    }

    private static boolean isUnsafe(int codePoint) {
        switch (Character.getType(codePoint)) {
            case Character.CONTROL:
            case Character.FORMAT:
            case Character.LINE_SEPARATOR:
            case Character.PARAGRAPH_SEPARATOR:
            case Character.SURROGATE:
                return true;
            default:
                return false;
        }
    }
}
