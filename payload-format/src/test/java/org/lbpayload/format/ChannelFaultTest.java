// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.lbpayload.format.ImageBytes.image;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests with channels that transfer fewer bytes than requested, and with disks that have bad sectors. */
class ChannelFaultTest {
    private static final byte[] IMAGE = image().u64(1)
            .u64(1) // name length
            .u64(3) // data length
            .text("a")
            .text("AAA")
            .toBytes();

    @Nested
    class Reading {
        @Test
        void readsFromChannelThatReturnsOneByteAtATime() throws IOException {
            var image = PayloadImage.read(new FaultyChannel(IMAGE, IMAGE.length), 0);

            assertThat(image.index().entries()).singleElement().hasToString("a (3 bytes at 33)");
        }

        @Test
        void ignoresBadSectorThatIsNotNeeded() throws IOException {
            var image = PayloadImage.read(new FaultyChannel(IMAGE, IMAGE.length - 1), 0);

            assertThat(image.index().entries()).singleElement().hasToString("a (3 bytes at 33)");
        }

        @Test
        void ignoresBadSectorBetweenHeaders() throws IOException {
            var image = image().u64(4);
            for (String name : List.of("a", "b", "c", "d")) {
                image.u64(1).u64(9000).text(name).raw(new byte[9000]);
            }

            var read = PayloadImage.read(new FaultyChannel(image.toBytes(), 12_000, 12_512), 0);

            assertThat(read.index().entries())
                    .extracting(Entry::toString)
                    .containsExactly(
                            "a (9000 bytes at 33)",
                            "b (9000 bytes at 9050)",
                            "c (9000 bytes at 18067)",
                            "d (9000 bytes at 27084)");
        }

        /** No checksum section can begin in the last 100 bytes before the maximum offset. */
        @ParameterizedTest
        @ValueSource(ints = {511, 100})
        void readsImageThatEndsNearMaximumOffset(int distance) throws IOException {
            int header = 16 + EntryName.MAX_BYTES;
            byte[] start = image().u64(3)
                    .u64(EntryName.MAX_BYTES)
                    .u64(1)
                    .text("a".repeat(EntryName.MAX_BYTES))
                    .text("A")
                    .u64(EntryName.MAX_BYTES)
                    .u64(1)
                    .text("b".repeat(EntryName.MAX_BYTES))
                    .text("B")
                    .u64(EntryName.MAX_BYTES)
                    .u64(Long.MAX_VALUE - distance - (16 + 3 * header + 2))
                    .text("c".repeat(EntryName.MAX_BYTES))
                    .toBytes();
            var holes = new BytesChannel(start) {
                @Override
                public int read(ByteBuffer to, long offset) throws IOException {
                    if (offset < start.length) {
                        return super.read(to, offset);
                    }
                    int n = (int) Math.min(to.remaining(), Long.MAX_VALUE - offset);
                    to.put(new byte[n]);
                    return n;
                }

                @Override
                public long size() {
                    return Long.MAX_VALUE;
                }
            };

            var image = PayloadImage.read(holes, 0);

            assertThat(image.index().length()).isEqualTo(Long.MAX_VALUE - distance);
            assertThat(image.checksums()).isNull();
        }

        /** The reader also searches sectors after the image for a checksum section. */
        @ParameterizedTest
        @CsvSource({"36, 512", "1024, 65536"})
        void ignoresBadSectorsAfterImageWithoutChecksums(int bad, int good) throws IOException {
            var image = PayloadImage.read(new FaultyChannel(Arrays.copyOf(IMAGE, 64 * 1024), bad, good), 0);

            assertThat(image.index().entries()).singleElement().hasToString("a (3 bytes at 33)");
            assertThat(image.checksums()).isNull();
        }

        @Test
        void ignoresBadSectorsWhereSectionCouldBe() throws IOException {
            int entries = 120;
            var image = image().u64(entries);
            for (int i = 0; i < entries; i++) {
                image.u64(9).u64(0).text("entry-" + (100 + i));
            }
            byte[] disk = Arrays.copyOf(image.toBytes(), 128 * 1024);

            var read = PayloadImage.read(new FaultyChannel(disk, 12_288, 65_536), 0);

            assertThat(read.index().entries()).hasSize(entries);
            assertThat(read.checksums()).isNull();
        }

        @Test
        void reportsBadSectorOfChecksumSection() {
            assertThatThrownBy(() ->
                            PayloadImage.read(new FaultyChannel(Arrays.copyOf(IMAGE, 64 * 1024), 512, 1024), 0))
                    .isInstanceOf(IOException.class)
                    .hasMessage("cannot read the payload image at offset 512: Input/output error");
        }

        @Test
        void reportsOffsetOfBadSector() {
            assertThatThrownBy(() -> PayloadImage.read(new FaultyChannel(IMAGE, 20), 0))
                    .isInstanceOf(IOException.class)
                    .hasMessage("cannot read the payload image at offset 20: Input/output error");
        }

        @Test
        void reportsOffsetAtWhichChannelEndedEarly() {
            BytesChannel shrunk = new BytesChannel(IMAGE) {
                @Override
                public int read(ByteBuffer to, long offset) {
                    if (offset >= 20) {
                        return -1;
                    }
                    to.put(IMAGE[(int) offset]);
                    return 1;
                }
            };

            assertThatThrownBy(() -> PayloadImage.read(shrunk, 0))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("ended at offset 20 while it was read, expected " + IMAGE.length + " bytes");
        }
    }

    @Nested
    class Writing {
        @Test
        void writesToChannelThatAcceptsOneByteAtATime() throws IOException {
            var index = IndexPlan.of(Layout.U64, Map.of("a", 3L));
            var out = new FaultyChannel(new byte[0], 0);
            var writer = new PayloadWriter(out, index);

            writer.writeHeaders();
            writer.copyData(
                    index.entries().get(0),
                    Channels.newChannel(new ByteArrayInputStream("AAA".getBytes(StandardCharsets.US_ASCII))));

            assertThat(out.toBytes()).isEqualTo(IMAGE);
        }

        @Test
        void writesNoZerosAfterReferencePartOfWholeSectors() throws IOException {
            // The header has 12 bytes. The header of the entry has 8 bytes, and its name 1 byte.
            var index = IndexPlan.of(Layout.U32, Map.of("a", 512L - 21));
            var out = new BytesChannel(new byte[0]);
            var writer = new PayloadWriter(out, index);
            writer.writeHeaders();
            var sum = writer.writeData(
                    index.entries().get(0), Channels.newChannel(new ByteArrayInputStream(new byte[512 - 21])));
            writer.writeChecksums(ChecksumSection.of(index, Collections.singletonList(sum)));

            assertThat(new String(out.toBytes(), 512, 10, StandardCharsets.US_ASCII))
                    .isEqualTo("LBPAYSUM1 ");
            assertThat(PayloadImage.read(out, 0).payloadId()).isNotNull();
        }
    }

    @Test
    void returnsChecksumsOfEachEntry() throws IOException {
        var index = IndexPlan.of(Layout.U64, Map.of("a", 0L, "b", 0L));
        byte[] first = new byte[Sha256.BYTES];
        byte[] second = new byte[Sha256.BYTES];
        second[0] = 1;
        var section = ChecksumSection.of(index, List.of(new EntryChecksum(1, first), new EntryChecksum(2, second)));

        assertThat(section.sha256(0)).isEqualTo(first);
        assertThat(section.sha256(1)).isEqualTo(second);
    }

    @Test
    void findsLayoutByLabel() {
        assertThat(Layout.ofLabel("u32")).isEqualTo(Layout.U32);
        assertThat(Layout.ofLabel("u64")).isEqualTo(Layout.U64);
        assertThat(Layout.ofLabel("U64")).isNull();
    }

    /** A channel that transfers one byte at a time. Reading fails at offsets from {@code bad} to {@code good} - 1. */
    private static final class FaultyChannel extends BytesChannel {
        private final int bad;
        private final int good;
        private final boolean writes;

        FaultyChannel(byte[] bytes, int bad) {
            this(bytes, bad, Integer.MAX_VALUE);
        }

        FaultyChannel(byte[] bytes, int bad, int good) {
            super(bytes);
            this.bad = bad;
            this.good = good;
            this.writes = bytes.length == 0;
        }

        @Override
        public int read(ByteBuffer to, long offset) throws IOException {
            if (!writes && offset >= bad && offset < good) {
                throw new IOException("Input/output error");
            }
            ByteBuffer one = ByteBuffer.allocate(1);
            int n = super.read(one, offset);
            if (n > 0) {
                to.put(one.get(0));
            }
            return n;
        }

        @Override
        public int write(ByteBuffer from, long offset) {
            ByteBuffer one = ByteBuffer.allocate(1).put(0, from.get());
            return super.write(one, offset);
        }
    }
}
