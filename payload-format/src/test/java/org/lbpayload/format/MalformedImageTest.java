// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static org.lbpayload.format.ImageBytes.image;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests of the messages for malformed images, which state the offset, the expected value and the found value. */
class MalformedImageTest {
    static Stream<Arguments> malformed() {
        return Stream.of(
                arguments("nothing", new ImageBytes(), 0, "the magic LBPAYLD1", "the end of the image at 0"),
                arguments(
                        "other magic",
                        new ImageBytes().text("LBPAYLD2").u64(0),
                        0,
                        "the magic LBPAYLD1",
                        "other bytes"),
                arguments("magic alone", image(), 8, "the count of entries", "the end of the image at 8"),
                arguments(
                        "u32 count alone", image().u32(1), 12, "the header of an entry", "the end of the image at 12"),
                arguments(
                        "u64 count alone", image().u64(1), 16, "the header of an entry", "the end of the image at 16"),
                arguments(
                        "u32 count above the limit",
                        image().u32(200_001).u32(1),
                        8,
                        "at most 200000 entries",
                        "a count of 200001"),
                arguments(
                        "u64 count above the limit",
                        image().u64(200_001),
                        8,
                        "at most 200000 entries",
                        "a count of 200001"),
                arguments(
                        "huge count, u32",
                        image().u32(0xFFFF_FFFFL).u32(1),
                        8,
                        "at most 200000 entries",
                        "a count of 4294967295"),
                arguments(
                        "no name, u64",
                        image().u64(1).u64(0).u64(0).text("x"),
                        16,
                        "a name of 1 to 255 bytes",
                        "a length of 0"),
                arguments(
                        "long name, u32",
                        image().u32(1).u32(256).u32(0).text("x".repeat(256)),
                        12,
                        "a name of 1 to 255 bytes",
                        "a length of 256"),
                arguments(
                        "name of 2^64-1 bytes",
                        image().u64(1).u64(-1).u64(0),
                        16,
                        "a name of 1 to 255 bytes",
                        "a length of 18446744073709551615"),
                arguments(
                        "truncated name",
                        image().u32(1).u32(5).u32(0).text("abc"),
                        20,
                        "a name of 5 bytes",
                        "the end of the image at 23"),
                arguments(
                        "truncated data",
                        image().u32(1).u32(1).u32(4).text("a").text("123"),
                        16,
                        "4 bytes of data of a",
                        "3 up to the end of the image"),
                arguments(
                        "data of 2^62 bytes",
                        image().u64(1).u64(1).u64(1L << 62).text("a").text("123"),
                        24,
                        "4611686018427387904 bytes of data of a",
                        "3 up to the end of the image"),
                arguments(
                        "data of 2^63-1 bytes",
                        image().u64(1).u64(1).u64(Long.MAX_VALUE).text("a").text("123"),
                        24,
                        "9223372036854775807 bytes of data of a",
                        "3 up to the end of the image"),
                arguments(
                        "data of 2^64-1 bytes",
                        image().u64(1).u64(1).u64(-1).text("a").text("123"),
                        24,
                        "18446744073709551615 bytes of data of a",
                        "3 up to the end of the image"),
                arguments(
                        "not UTF-8",
                        image().u32(1).u32(2).u32(0).raw((byte) 0xC3, (byte) 0x28),
                        20,
                        "a name in UTF-8",
                        "bytes that are not UTF-8"),
                arguments(
                        "NUL in the name",
                        image().u64(1).u64(3).u64(0).text("a\0b"),
                        32,
                        "a valid file name",
                        "\"a\\u0000b\", which contains a control character"),
                arguments(
                        "line break in the name",
                        image().u64(1).u64(3).u64(0).text("a\nb"),
                        32,
                        "a valid file name",
                        "\"a\\u000ab\", which contains a control character"),
                arguments(
                        "slash in the name",
                        image().u32(1).u32(4).u32(0).text("../x"),
                        20,
                        "a valid file name",
                        "\"../x\", which contains '/'"),
                arguments(
                        "parent",
                        image().u32(1).u32(2).u32(0).text(".."),
                        20,
                        "a valid file name",
                        "\"..\", which is the name of a directory"),
                arguments(
                        "marker",
                        image().u32(1).u32(17).u32(0).text(".payload_imported"),
                        20,
                        "a valid file name",
                        "\".payload_imported\", which begins with .payload_import, which is reserved for importers"),
                arguments(
                        "duplicate name, not adjacent",
                        image().u32(3)
                                .u32(1)
                                .u32(0)
                                .text("a")
                                .u32(1)
                                .u32(0)
                                .text("b")
                                .u32(1)
                                .u32(0)
                                .text("a"),
                        38,
                        "each name once",
                        "a again, first at offset 20"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("malformed")
    void refusesImage(String fault, ImageBytes bytes, long offset, String expected, String found) {
        MalformedImageException e =
                catchThrowableOfType(MalformedImageException.class, () -> ImageBytes.read(bytes.toBytes()));

        assertThat(e).isNotNull();
        assertThat(e.offset()).isEqualTo(offset);
        assertThat(e.expected()).isEqualTo(expected);
        assertThat(e.found()).isEqualTo(found);
        assertThat(e)
                .hasMessage("malformed payload image at offset %d: expected %s, found %s", offset, expected, found);
    }
}
