// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.lbpayload.format.ImageBytes.image;
import static org.lbpayload.format.ImageBytes.read;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChecksumSectionTest {
    // The CRC-32 (computed by gzip) and the SHA-256 (from FIPS 180-4) of "abc" and of empty data.
    private static final String ABC = "352441c2 ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    private static final String NONE = "00000000 e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    // Computed by: printf 'ba78...15ad  a\ne3b0...b855  b\n' | sha256sum
    private static final String ID = "09c7e0b8a02d027d95ec0375a600ed4ad4d6b26a1c93f16d9150cab5fec761a6";

    private static final String SECTION = "LBPAYSUM1 2 53\n" + ABC + " 3 a\n" + NONE + " 0 b\n" + "id " + ID + "\n";

    @Nested
    class Writing {
        @Test
        void writesSpecifiedText() throws IOException {
            byte[] bytes = ImageBytes.written(
                    Layout.U64, true, Map.of("a", "abc".getBytes(StandardCharsets.US_ASCII), "b", new byte[0]));

            assertThat(new String(bytes, StandardCharsets.ISO_8859_1))
                    .isEqualTo(new String(golden(SECTION), StandardCharsets.ISO_8859_1));
        }

        @Test
        void writesSizesOfAllLengths() throws IOException {
            Map<String, Long> sizes = new TreeMap<>();
            for (long size :
                    new long[] {0, 1, 9, 10, 99, 100, 1234567890, 1_000_000_000_000_000_000L, 8000000000000000007L}) {
                sizes.put("file-of-" + size, size);
            }

            assertThat(IndexPlan.of(Layout.U64, sizes).entries())
                    .allSatisfy(
                            entry -> assertThat(new String(ChecksumSection.sizeAndName(entry), StandardCharsets.UTF_8))
                                    .matches("(\\d+) file-of-\\1\n"))
                    .hasSize(sizes.size());
        }

        @Test
        void writesImageUpToMultipleOf4096() throws IOException {
            for (int size : new int[] {0, 3500, 3600, 4096, 7500}) {
                byte[] image = ImageBytes.written(Layout.U64, true, Map.of("a", new byte[size]));

                assertThat(image.length % 4096).isZero();
                assertThat(image.length - size).isBetween(0, 4096 + 1024);
                assertThat(read(image).length()).isEqualTo(image.length);
            }
        }

        @Test
        void refusesWrongNumberOfChecksums() throws IOException {
            PayloadIndex index = IndexPlan.of(Layout.U64, Map.of("a", 1L));

            assertThatThrownBy(() -> ChecksumSection.of(index, List.of())).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> new EntryChecksum(0, new byte[31])).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Nested
    class Reading {
        @Test
        void readsIdAndChecksums() throws IOException {
            PayloadImage image = read(golden(SECTION));

            assertThat(image.payloadId()).hasToString(ID);
            assertThat(image.checksums().crc32(0)).isEqualTo(0x352441c2);
            assertThat(image.checksums().crc32(1)).isZero();
            assertThat(Sha256.hex(image.checksums().sha256(0))).isEqualTo(ABC.substring(9));
        }

        @Test
        void computesSameIdForBothLayouts() throws IOException {
            PayloadId u32 = read(ImageBytes.written(Layout.U32, true, ImageBytes.someFiles()))
                    .payloadId();
            PayloadId u64 = read(ImageBytes.written(Layout.U64, true, ImageBytes.someFiles()))
                    .payloadId();

            assertThat(u32).isEqualTo(u64).hasSameHashCodeAs(u64);
            assertThat(u32).isNotEqualTo(PayloadId.parse(ID)).isNotEqualTo(u32.toString());
        }

        @Test
        void readsFileThatEndsAfterLastLine() throws IOException {
            byte[] bytes = golden(SECTION);
            int end = new String(bytes, StandardCharsets.ISO_8859_1).lastIndexOf('\n') + 1;

            assertThat(read(Arrays.copyOf(bytes, end)).checksums()).isNotNull();
        }

        @ParameterizedTest
        @ValueSource(ints = {0, 1, 512, 3072, 9000})
        void readsImageOfEarlierVersionThatEndsAtNextSector(int foreignBytes) throws IOException {
            byte[] old = Arrays.copyOf(golden(SECTION), 1024);
            byte[] disk = Arrays.copyOf(old, old.length + foreignBytes);
            Arrays.fill(disk, old.length, disk.length, (byte) 0xA5);

            PayloadImage image = read(disk);

            assertThat(image.payloadId()).hasToString(ID);
            assertThat(image.length()).isBetween(1024L, Math.min(4096L, disk.length));
        }

        @Test
        void ignoresSectionInsideData() throws IOException {
            // The checksum section of the inner image begins at a multiple of 512 bytes of the outer image.
            byte[] inner = ImageBytes.written(Layout.U64, true, Map.of("x", new byte[100]));
            byte[] padded = new byte[512 - 33 + inner.length];
            System.arraycopy(inner, 0, padded, 512 - 33, inner.length);

            PayloadImage outer = read(ImageBytes.written(Layout.U64, false, Map.of("a", padded)));

            assertThat(outer.index().entries()).hasSize(1);
            assertThat(outer.checksums()).isNull();
        }

        @Test
        void parsesOnlyLowerCaseIdsOfFullLength() {
            assertThat(PayloadId.parse(ID)).hasToString(ID);
            assertThat(PayloadId.parse(ID.toUpperCase(java.util.Locale.ROOT))).isNull();
            assertThat(PayloadId.parse(ID + "0")).isNull();
            assertThat(PayloadId.parse(ID.substring(1))).isNull();
            assertThat(PayloadId.parse(ID.replace('0', 'ö'))).isNull();
        }
    }

    @Nested
    class Refusing {
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "2 53         | 1 53",
                    "2 53         | 2 54",
                    "2 53         | 02 53",
                    "352441c2     | 352441C2",
                    "ba7816bf     | ga7816bf",
                    "ba7816bf     | ca7816bf",
                    " 3 a         | 4 a",
                    " 3 a         | 3 A",
                    " 3 a         | 3  a",
                    "id 0         | id 1",
                    "id 0         | ID 0",
                })
        void refusesSectionThatDisagreesWithIndexOrItself(String right, String wrong) {
            String changed = SECTION.replaceFirst(right.trim(), wrong.trim());
            assertThat(changed).isNotEqualTo(SECTION);

            assertThatThrownBy(() -> read(golden(changed)))
                    .isInstanceOf(MalformedImageException.class)
                    .hasMessageContaining("in the checksum section")
                    .hasMessageContaining("the image is damaged, or the section belongs to another image");
        }

        @Test
        void reportsExpectedAndFoundText() {
            assertThatThrownBy(() -> read(golden(SECTION.replace("LBPAYSUM1 2 53", "LBPAYSUM1 9 \u001b[2J"))))
                    .hasMessage(
                            "malformed payload image at offset 512: expected \"LBPAYSUM1 2 53\" in the checksum section, "
                                    + "found \"LBPAYSUM1 9 \\u001b[2J\": the image is damaged, or the section belongs to another image");
        }

        @Test
        void refusesNonzeroBytesAroundSection() {
            byte[] before = golden(SECTION);
            before[100] = 1;
            byte[] behind = golden(SECTION);
            behind[1023] = (byte) 0xFF;

            assertThatThrownBy(() -> read(before)).hasMessageContaining("at offset 100: expected zero bytes");
            assertThatThrownBy(() -> read(behind)).hasMessageContaining("found a byte of value 255");
        }

        @Test
        void refusesSectionOfLongerImageUnderShorterOne() throws IOException {
            byte[] old = ImageBytes.written(Layout.U64, true, Map.of("a", new byte[3], "b", new byte[9]));
            byte[] fresh = ImageBytes.written(Layout.U64, false, Map.of("a", new byte[4]));
            byte[] disk = old.clone();
            System.arraycopy(fresh, 0, disk, 0, fresh.length);

            assertThatThrownBy(() -> read(disk)).isInstanceOf(MalformedImageException.class);
        }

        @ParameterizedTest
        @ValueSource(strings = {"KBPAYSUM1 2 53", "LBPAYSUM2 2 53", "something else"})
        void refusesSectionWithDamagedFirstLine(String firstLine) {
            byte[] image = golden(SECTION.replace("LBPAYSUM1 2 53", firstLine));

            assertThatThrownBy(() -> read(image))
                    .isInstanceOf(MalformedImageException.class)
                    .hasMessageContaining("expected \"LBPAYSUM1 2 53\" in the checksum section")
                    .hasMessageContaining("the image is damaged");
        }

        @Test
        void refusesSectionWhoseFirstSectorIsZero() throws IOException {
            Map<String, byte[]> files = new TreeMap<>();
            for (char name = 'a'; name <= 'z'; name++) {
                files.put(String.valueOf(name), new byte[0]);
            }
            byte[] image = ImageBytes.written(Layout.U64, true, files);
            int section = new String(image, StandardCharsets.ISO_8859_1).indexOf("LBPAYSUM1");
            Arrays.fill(image, section, section + 512, (byte) 0);

            assertThatThrownBy(() -> read(image)).hasMessageContaining("found \"\": the image is damaged");
        }

        @Test
        void refusesSectionAtStatedOffsetAfterShorterIndex() {
            assertThatThrownBy(() -> read(withTextAfterImage("LBPAYSUM1 1 600\n")))
                    .isInstanceOf(MalformedImageException.class)
                    .hasMessageContaining("the count or a length is damaged");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"LBPAYSUM1 1 1600", "LBPAYSUM1 1 600 x", "LBPAYSUM1 1", "LBPAYSUM1 1 end", "lbpaysum1 1 600"
                })
        void ignoresTextThatOnlyResemblesSection(String firstLine) throws IOException {
            PayloadImage image = read(withTextAfterImage(firstLine + "\n"));

            assertThat(image.index().entries()).hasSize(1);
            assertThat(image.checksums()).isNull();
        }

        /** Returns an image that ends at offset 36, with {@code text} at offset 1024. */
        private byte[] withTextAfterImage(String text) {
            return image().u64(1)
                    .u64(1)
                    .u64(3)
                    .text("a")
                    .text("abc")
                    .raw(new byte[1024 - 36])
                    .text(text)
                    .padToEnd()
                    .toBytes();
        }

        @Test
        void refusesSectionAfterEntriesThatCountOmits() throws IOException {
            byte[] bytes = ImageBytes.written(Layout.U64, true, Map.of("a", new byte[1000], "b", new byte[1000]));
            bytes[8] = 1;

            assertThatThrownBy(() -> read(bytes))
                    .isInstanceOf(MalformedImageException.class)
                    .hasMessageContaining("the count or a length is damaged");
        }
    }

    private static byte[] golden(String section) {
        return image().u64(2)
                .u64(1)
                .u64(3)
                .text("a")
                .text("abc")
                .u64(1)
                .u64(0)
                .text("b")
                .padToSector()
                .text(section)
                .padToEnd()
                .toBytes();
    }
}
