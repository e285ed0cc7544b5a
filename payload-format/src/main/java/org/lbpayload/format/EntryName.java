// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.format;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The rules for names of entries, which are the same for writers and readers (FORMAT.md, "Names"). */
public final class EntryName {
    /** The maximum length of a name in bytes of UTF-8, which is NAME_MAX on Linux. */
    public static final int MAX_BYTES = 255;

    /**
     * The prefix of the names that importers use for their own files: the marker {@code .payload_imported}, temporary
     * files and the lock file.
     */
    public static final String RESERVED_PREFIX = ".payload_import";

    private EntryName() {}

    /**
     * Returns why {@code name} is invalid.
     *
     * @param name a name, not null
     * @return null if the name is valid, otherwise a phrase such as "contains a control character", for a message
     */
    public static @Nullable String problem(String name) {
        if (name.isEmpty()) {
            return "is empty";
        }
        byte[] utf8 = encode(name);
        if (!name.equals(new String(utf8, StandardCharsets.UTF_8))) {
            return "is not valid Unicode";
        }
        if (utf8.length > MAX_BYTES) {
            return "is longer than " + MAX_BYTES + " bytes of UTF-8";
        }
        return problemOfCharacters(name);
    }

    /** Returns the result of {@link #problem} for a name that is valid Unicode and has 1 to 255 bytes. */
    static @Nullable String problemOfCharacters(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == '/' || c == '\\') {
                return "contains '" + c + "'";
            }
            if (Character.isISOControl(c)) {
                return "contains a control character";
            }
        }
        if (name.equals(".") || name.equals("..")) {
            return "is the name of a directory";
        }
        if (name.startsWith(RESERVED_PREFIX)) {
            return "begins with " + RESERVED_PREFIX + ", which is reserved for importers";
        }
        return null;
    }

    static byte[] encode(String name) {
        return name.getBytes(StandardCharsets.UTF_8);
    }

    /** Returns the name that {@code utf8} encodes, or null if these bytes are not valid UTF-8. */
    static @Nullable String decode(byte[] utf8) {
        String name = new String(utf8, StandardCharsets.UTF_8);
        return Arrays.equals(encode(name), utf8) ? name : null;
    }

    /**
     * Returns {@code text} in a form that is safe to print to a terminal or a log. Control, format and separator
     * characters and unpaired surrogates are replaced by {@code \}{@code uXXXX}.
     *
     * @param text a name or any other text from an untrusted source, not null
     * @return the safe form, never null
     */
    public static String printable(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); ) {
            int codePoint = text.codePointAt(i);
            int next = i + Character.charCount(codePoint);
            if (isUnsafe(codePoint)) {
                for (int unit = i; unit < next; unit++) {
                    String hex = Integer.toHexString(text.charAt(unit));
                    safe.append("\\u").append("0000", 0, 4 - hex.length()).append(hex);
                }
            } else {
                safe.appendCodePoint(codePoint);
            }
            i = next;
        }
        return safe.toString();
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
