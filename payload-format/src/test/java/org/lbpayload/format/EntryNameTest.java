// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EntryNameTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "bash-5.2.15.tar.gz",
                "with space",
                ".hidden",
                "...",
                "größe",
                "\uD83D\uDE00",
                "-rf",
                "~",
                "\u00A0",
                "\u00C2\u00A0",
                "a\uFFFD",
                "\uFFFDa"
            })
    void acceptsNamesThatFileSystemsAccept(String name) {
        assertThat(EntryName.problem(name)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "'', is empty",
        "a/b, contains '/'",
        "a\\b, contains '\\'",
        "., is the name of a directory",
        ".., is the name of a directory",
        ".payload_imported, begins with .payload_import",
        ".payload_import.lock, begins with .payload_import",
    })
    void refusesNamesWithSpecialMeaning(String name, String problem) {
        assertThat(EntryName.problem(name)).contains(problem);
    }

    @ParameterizedTest
    @ValueSource(chars = {0, 1, '\n', '\r', '\t', 0x1b, 0x1f, 0x7f, 0x80, 0x9b, 0x9f})
    void refusesControlCharacters(char control) {
        assertThat(EntryName.problem("a" + control + "b")).isEqualTo("contains a control character");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\uD83D", "\uDE00", "\uDE00\uD83D", "a\uD83Db"})
    void refusesUnpairedSurrogates(String name) {
        assertThat(EntryName.problem(name)).isEqualTo("is not valid Unicode");
    }

    @Test
    void countsBytesInsteadOfCharacters() {
        assertThat(EntryName.problem("x".repeat(255))).isNull();
        assertThat(EntryName.problem("x".repeat(256))).contains("255 bytes");
        assertThat(EntryName.problem("ö".repeat(127))).isNull();
        assertThat(EntryName.problem("ö".repeat(128))).contains("255 bytes");
    }

    @Test
    void ordersNamesByUtf8Bytes() {
        List<String> names = new ArrayList<>(List.of(
                "",
                "a",
                "aa",
                "b",
                "Z",
                "\u007f",
                "\u0080",
                "\u07ff",
                "\u0800",
                "\ud7ff",
                "\ue000",
                "\uffff",
                "a\uffff",
                "a\ud83d\ude00"));
        names.add(new String(Character.toChars(0x10000)));
        names.add(new String(Character.toChars(0x10FFFF)));
        for (String a : names) {
            for (String b : names) {
                int expected =
                        Arrays.compareUnsigned(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
                assertThat(Integer.signum(NameOrder.INSTANCE.compare(a, b)))
                        .as("%s against %s", EntryName.printable(a), EntryName.printable(b))
                        .isEqualTo(Integer.signum(expected));
            }
        }
    }

    @Test
    void sortsNamesIndependentlyOfInitialOrder() {
        List<String> names = new ArrayList<>(List.of("\uffee", "\ud83d\ude00", "b", "a", "\u00e9"));
        List<String> expected = List.of("a", "b", "\u00e9", "\uffee", "\ud83d\ude00");
        for (int seed = 0; seed < 20; seed++) {
            java.util.Collections.shuffle(names, new Random(seed));
            names.sort(NameOrder.INSTANCE);
            assertThat(names).isEqualTo(expected);
        }
    }

    @Test
    void replacesCharactersThatTerminalsInterpret() {
        assertThat(EntryName.printable("plain größe \ud83d\ude00")).isEqualTo("plain größe \ud83d\ude00");
        assertThat(EntryName.printable("a\u001b[2Jb\n")).isEqualTo("a\\u001b[2Jb\\u000a");
        assertThat(EntryName.printable("\u202egpj.exe\u2028")).isEqualTo("\\u202egpj.exe\\u2028");
        assertThat(EntryName.printable("\ud83d")).isEqualTo("\\ud83d");
        // A language tag is a format character above U+FFFF. Both UTF-16 code units of the tag are escaped.
        assertThat(EntryName.printable("x\udb40\udc41")).isEqualTo("x\\udb40\\udc41");
    }

    @Test
    void decodesOnlyValidUtf8() {
        assertThat(EntryName.decode("größe".getBytes(StandardCharsets.UTF_8))).isEqualTo("größe");
        assertThat(EntryName.decode("a\uFFFD".getBytes(StandardCharsets.UTF_8))).isEqualTo("a\uFFFD");
        assertThat(EntryName.decode(new byte[] {(byte) 0xC0, (byte) 0x80})).isNull();
        assertThat(EntryName.decode(new byte[] {'a', (byte) 0xFF})).isNull();
        assertThat(EntryName.decode(new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80}))
                .isNull();
    }
}
