// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.lbpayload.format.ImageBytes.image;
import static org.lbpayload.format.ImageBytes.read;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests of the reader with well-formed images, truncated images, and images with a flipped bit. */
class PayloadImageTest {
    private static final byte[] TWO_ENTRIES_U64 = image().u64(2)
            .u64(1) // name length
            .u64(3) // data length
            .text("a")
            .text("AAA")
            .u64(2)
            .u64(0)
            .text("bb")
            .toBytes();

    private static final byte[] TWO_ENTRIES_U32 = image().u32(2)
            .u32(1) // name length
            .u32(3) // data length
            .text("a")
            .text("AAA")
            .u32(2)
            .u32(0)
            .text("bb")
            .toBytes();

    @Nested
    class WellFormed {
        @Test
        void readsU64() throws IOException {
            PayloadImage image = read(TWO_ENTRIES_U64);

            assertThat(image.index().layout()).isEqualTo(Layout.U64);
            assertThat(image.index().entries()).extracting(Entry::name).containsExactly("a", "bb");
            assertThat(image.index().entries()).extracting(Entry::size).containsExactly(3L, 0L);
            assertThat(image.index().entries()).extracting(Entry::dataOffset).containsExactly(33L, 54L);
            assertThat(image.index().length()).isEqualTo(TWO_ENTRIES_U64.length);
            assertThat(image.length()).isEqualTo(TWO_ENTRIES_U64.length);
            assertThat(image.checksums()).isNull();
            assertThat(image.payloadId()).isNull();
        }

        @Test
        void readsU32() throws IOException {
            PayloadImage image = read(TWO_ENTRIES_U32);

            assertThat(image.index().layout()).isEqualTo(Layout.U32);
            assertThat(image.index().entries()).extracting(Entry::name).containsExactly("a", "bb");
            assertThat(image.index().entries()).extracting(Entry::dataOffset).containsExactly(21L, 34L);
            assertThat(image.index().length()).isEqualTo(TWO_ENTRIES_U32.length);
        }

        @Test
        void readsEntriesInAnyOrder() throws IOException {
            byte[] bytes = image().u32(2)
                    .u32(1)
                    .u32(0)
                    .text("b")
                    .u32(1)
                    .u32(0)
                    .text("a")
                    .toBytes();

            assertThat(read(bytes).index().entries()).extracting(Entry::name).containsExactly("b", "a");
        }

        @Test
        void ignoresBytesAfterLastEntry() throws IOException {
            byte[] disk = Arrays.copyOf(TWO_ENTRIES_U64, 100_000);
            Arrays.fill(disk, TWO_ENTRIES_U64.length, disk.length, (byte) 0xE5);

            assertThat(read(disk).index().entries()).hasSize(2);
            assertThat(read(disk).checksums()).isNull();
        }

        @Test
        void readsImageInsideLargerDisk() throws IOException {
            byte[] disk = new byte[4096 + TWO_ENTRIES_U32.length];
            System.arraycopy(TWO_ENTRIES_U32, 0, disk, 4096, TWO_ENTRIES_U32.length);

            PayloadImage image = read(disk, 4096);

            assertThat(image.index().entries()).extracting(Entry::dataOffset).containsExactly(21L, 34L);
        }

        @ParameterizedTest
        @EnumSource
        void readsWrittenImage(Layout layout) throws IOException {
            for (boolean checksums : new boolean[] {false, true}) {
                byte[] bytes = ImageBytes.written(layout, checksums, ImageBytes.someFiles());
                PayloadImage image = read(bytes);

                assertThat(image.index().layout()).isEqualTo(layout);
                assertThat(image.length()).isEqualTo(bytes.length);
                assertThat(image.checksums() != null).isEqualTo(checksums);
                ImageBytes.someFiles().forEach((name, data) -> {
                    Entry entry = image.index().entries().stream()
                            .filter(e -> e.name().equals(name))
                            .findFirst()
                            .orElseThrow();
                    assertThat(Arrays.copyOfRange(bytes, (int) entry.dataOffset(), (int) entry.end()))
                            .isEqualTo(data);
                });
            }
        }

        /** The headers of this image are larger than the buffer of the writer. */
        @Test
        void readsThousandsOfEmptyFiles() throws IOException {
            Map<String, byte[]> files = new java.util.TreeMap<>();
            for (int i = 0; i < 5000; i++) {
                files.put("file-" + i, new byte[0]);
            }

            PayloadImage image = read(ImageBytes.written(Layout.U64, true, files));

            assertThat(image.index().entries()).hasSize(5000);
            assertThat(image.checksums()).isNotNull();
        }

        @Test
        void readsMaximumNumberOfEntries() throws IOException {
            ImageBytes bytes = image().u32(PayloadIndex.MAX_ENTRIES);
            for (int i = 0; i < PayloadIndex.MAX_ENTRIES; i++) {
                bytes.u32(6).u32(0).text(Integer.toString(100_000 + i));
            }

            assertThat(read(bytes.toBytes()).index().entries()).hasSize(PayloadIndex.MAX_ENTRIES);
        }

        @Test
        void checksOnlyMagic() throws IOException {
            var channel = new BytesChannel("xLBPAYLD1 and garbage".getBytes(StandardCharsets.UTF_8));

            assertThat(PayloadImage.hasMagic(channel, 0)).isFalse();
            assertThat(PayloadImage.hasMagic(channel, 1)).isTrue();
            assertThat(PayloadImage.hasMagic(channel, 20)).isFalse();
            assertThat(PayloadImage.hasMagic(channel, 2000)).isFalse();
        }
    }

    @Nested
    class WithoutEntries {
        @Test
        void readsEmptyImagesOfBothLayouts() throws IOException {
            assertThat(read(image().u32(0).toBytes()).index().layout()).isEqualTo(Layout.U32);
            assertThat(read(image().u64(0).toBytes()).index().layout()).isEqualTo(Layout.U64);
            for (Layout layout : Layout.values()) {
                PayloadImage image = read(ImageBytes.written(layout, true, Map.of()));
                assertThat(image.index().layout()).isEqualTo(layout);
                assertThat(image.index().entries()).isEmpty();
                assertThat(image.checksums()).isNotNull();
            }
        }

        @Test
        void readsEmptyImageAsU32IfNonzeroBytesFollow() throws IOException {
            byte[] bytes = image().u32(0)
                    .raw((byte) 0, (byte) 0, (byte) 0, (byte) 1)
                    .padToSector()
                    .toBytes();

            assertThat(read(bytes).index().layout()).isEqualTo(Layout.U32);
            assertThat(read(bytes).index().entries()).isEmpty();
            assertThat(read(image().u32(0).padToSector().toBytes()).index().layout())
                    .isEqualTo(Layout.U64);
        }
    }

    @Nested
    class Damaged {
        @ParameterizedTest
        @EnumSource
        void refusesImageTruncatedInReferencePart(Layout layout) throws IOException {
            byte[] bytes = ImageBytes.written(layout, false, ImageBytes.someFiles());
            for (int length = 0; length < bytes.length; length++) {
                byte[] cut = Arrays.copyOf(bytes, length);
                assertThatThrownBy(() -> read(cut))
                        .as("cut to %d bytes", length)
                        .isInstanceOf(MalformedImageException.class);
            }
        }

        @ParameterizedTest
        @EnumSource
        void refusesImageTruncatedInChecksumSection(Layout layout) throws IOException {
            byte[] bytes = ImageBytes.written(layout, true, ImageBytes.someFiles());
            PayloadIndex index = read(bytes).index();
            long section = ChecksumSection.offset(index);
            int end = new String(bytes, StandardCharsets.ISO_8859_1).lastIndexOf('\n') + 1;
            for (int length = (int) section + "LBPAYSUM1 ".length(); length < end; length++) {
                byte[] cut = Arrays.copyOf(bytes, length);
                assertThatThrownBy(() -> read(cut))
                        .as("cut to %d bytes", length)
                        .isInstanceOf(MalformedImageException.class);
            }
        }

        /** The reader must refuse the image, return the original index and checksums, or find no checksums. */
        @Tag("exhaustive")
        @ParameterizedTest
        @EnumSource
        void detectsEveryFlippedBitThatChangesPayload(Layout layout) throws IOException {
            byte[] original = ImageBytes.written(layout, true, ImageBytes.someFiles());
            PayloadImage expected = read(original);
            int end = new String(original, StandardCharsets.ISO_8859_1).lastIndexOf('\n') + 1;
            for (int bit = 0; bit < end * 8; bit++) {
                byte[] flipped = original.clone();
                flipped[bit / 8] ^= (byte) (1 << bit % 8);
                PayloadImage image;
                try {
                    image = read(flipped);
                } catch (MalformedImageException e) {
                    continue;
                }
                assertThat(image.index().entries())
                        .as("bit %d", bit)
                        .hasToString(expected.index().entries().toString());
                if (image.checksums() != null) {
                    assertThat(image.payloadId()).isEqualTo(expected.payloadId());
                    // The payload id does not cover the CRC-32 checksums, so a wrong CRC-32 is accepted here.
                    for (int i = 0; i < image.index().entries().size(); i++) {
                        assertThat(image.checksums().sha256(i))
                                .isEqualTo(expected.checksums().sha256(i));
                    }
                }
            }
        }

        /** On a larger disk, the data of an entry still fits if a flipped bit increases the length of the data. */
        @ParameterizedTest
        @EnumSource
        void detectsEveryFlippedBitOfHeadersOnLargerDisk(Layout layout) throws IOException {
            for (int size : new int[] {1, 511, 512, 5000}) {
                Map<String, byte[]> files = Map.of("first", new byte[700], "last", new byte[size]);
                byte[] disk = Arrays.copyOf(ImageBytes.written(layout, true, files), 64 * 1024);
                int data = ImageHeader.bytes(layout) + Entry.headerBytes(layout, "first".length());
                int end = data + 700 + Entry.headerBytes(layout, "last".length());
                for (int bit = 0; bit < end * 8; bit = bit == data * 8 - 1 ? (data + 700) * 8 : bit + 1) {
                    byte[] flipped = disk.clone();
                    flipped[bit / 8] ^= (byte) (1 << bit % 8);
                    try {
                        PayloadImage image = read(flipped);
                        assertThat(image.checksums())
                                .as("size %d, bit %d", size, bit)
                                .isNotNull();
                        assertThat(image.index().entries())
                                .extracting(Entry::size)
                                .containsExactly(700L, (long) size);
                    } catch (MalformedImageException e) {
                        // the image is refused, as expected
                    }
                }
            }
        }

        /** The reader recognizes the layout by the length of the first name, which is never zero. */
        @ParameterizedTest
        @EnumSource
        void refusesCountOfZeroIfEntriesFollow(Layout layout) throws IOException {
            byte[] bytes = ImageBytes.written(layout, true, Map.of("a", new byte[2000]));
            bytes[8] = 0;

            assertThatThrownBy(() -> read(bytes))
                    .isInstanceOf(MalformedImageException.class)
                    .hasMessageContaining("the count or a length is damaged");
        }
    }
}
