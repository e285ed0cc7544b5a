// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.lbpayload.format.ImageBytes.image;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PayloadWriterTest {
    private static final Map<String, byte[]> FILES = Map.of(
            "b", "two".getBytes(StandardCharsets.US_ASCII),
            "\uffee", new byte[0],
            "\ud83d\ude00", new byte[] {7},
            "a", new byte[0]);

    @Nested
    class Writing {
        @Test
        void writesU64InOrderOfCodePoints() throws IOException {
            byte[] expected = image().u64(4)
                    .u64(1)
                    .u64(0)
                    .text("a")
                    .u64(1)
                    .u64(3)
                    .text("b")
                    .text("two")
                    .u64(3)
                    .u64(0)
                    .text("\uffee")
                    .u64(4)
                    .u64(1)
                    .text("\ud83d\ude00")
                    .raw((byte) 7)
                    .toBytes();

            assertThat(ImageBytes.written(Layout.U64, false, FILES)).isEqualTo(expected);
        }

        @Test
        void writesU32InOrderOfCodePoints() throws IOException {
            byte[] expected = image().u32(4)
                    .u32(1)
                    .u32(0)
                    .text("a")
                    .u32(1)
                    .u32(3)
                    .text("b")
                    .text("two")
                    .u32(3)
                    .u32(0)
                    .text("\uffee")
                    .u32(4)
                    .u32(1)
                    .text("\ud83d\ude00")
                    .raw((byte) 7)
                    .toBytes();

            assertThat(ImageBytes.written(Layout.U32, false, FILES)).isEqualTo(expected);
        }

        @Test
        void writesEntryLargerThan4GiB(@TempDir Path dir) throws IOException {
            long size = (4L << 30) + 12345;
            PayloadIndex index = IndexPlan.of(Layout.U64, Map.of("big", size, "tail", 4L));
            Entry big = index.entries().get(0);
            Entry tail = index.entries().get(1);
            Path file = dir.resolve("big.img");
            try (FileChannel out = FileChannel.open(
                    file,
                    StandardOpenOption.CREATE_NEW,
                    StandardOpenOption.SPARSE,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE)) {
                PayloadWriter writer = new PayloadWriter(out, index);
                writer.writeHeaders();
                // The data of the large entry is a hole except for its last byte.
                out.write(ByteBuffer.wrap(new byte[] {42}), big.end() - 1);
                writer.writeData(
                        tail, Channels.newChannel(new ByteArrayInputStream("tail".getBytes(StandardCharsets.UTF_8))));

                PayloadIndex read = PayloadImage.read(out, 0).index();

                assertThat(read.entries()).usingRecursiveComparison().isEqualTo(index.entries());
                assertThat(read.length()).isGreaterThan(size).isEqualTo(out.size());
                ByteBuffer found = ByteBuffer.allocate(4);
                out.read(found, read.entries().get(1).dataOffset());
                assertThat(found.array()).isEqualTo("tail".getBytes(StandardCharsets.UTF_8));
            }
        }

        @Test
        void computesChecksumsOfCopiedData() throws IOException {
            byte[] bytes = ImageBytes.written(Layout.U64, true, Map.of("x", new byte[300_000]));
            java.util.zip.CRC32 crc = new java.util.zip.CRC32();
            crc.update(new byte[300_000]);

            ChecksumSection checksums = ImageBytes.read(bytes).checksums();

            assertThat(checksums.crc32(0)).isEqualTo((int) crc.getValue());
            assertThat(checksums.sha256(0)).isEqualTo(Sha256.newDigest().digest(new byte[300_000]));
        }

        @Test
        void copiesDataThatArrivesInPieces(@TempDir Path dir) throws IOException {
            PayloadIndex index = IndexPlan.of(Layout.U32, Map.of("x", 1000L));
            Path file = dir.resolve("x.img");
            try (FileChannel out = FileChannel.open(
                    file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                PayloadWriter writer = new PayloadWriter(out, index);
                writer.writeHeaders();
                EntryChecksum sum = writer.writeData(index.entries().get(0), new OneByteAtATime(data(1000)));

                assertThat(sum.sha256()).isEqualTo(Sha256.newDigest().digest(new byte[1000]));
                assertThat(out.size()).isEqualTo(index.length());
            }
        }

        @Test
        void writesEntriesInAnyOrder(@TempDir Path dir) throws IOException {
            PayloadIndex index = IndexPlan.of(Layout.U64, Map.of("a", 2L, "b", 3L));
            List<EntryChecksum> sums = new ArrayList<>();
            try (FileChannel out =
                    FileChannel.open(dir.resolve("x.img"), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                PayloadWriter writer = new PayloadWriter(out, index);
                EntryChecksum b = writer.writeData(index.entries().get(1), data(3));
                sums.add(writer.writeData(index.entries().get(0), data(2)));
                sums.add(b);
                writer.writeHeaders();
                writer.writeChecksums(ChecksumSection.of(index, sums));
            }

            assertThat(dir.resolve("x.img"))
                    .hasBinaryContent(ImageBytes.written(Layout.U64, true, Map.of("a", new byte[2], "b", new byte[3])));
        }

        @Test
        void refusesDataOfOtherLengthThanPlanned(@TempDir Path dir) throws IOException {
            PayloadIndex index = IndexPlan.of(Layout.U32, Map.of("x", 5L));
            Entry entry = index.entries().get(0);
            try (FileChannel out =
                    FileChannel.open(dir.resolve("x.img"), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                PayloadWriter writer = new PayloadWriter(out, index);

                assertThatThrownBy(() -> writer.writeData(entry, data(4)))
                        .isInstanceOf(EntrySizeException.class)
                        .hasMessage("expected 5 bytes of data for x, found 4");
                assertThatThrownBy(() -> writer.writeData(entry, data(6)))
                        .isInstanceOf(EntrySizeException.class)
                        .hasMessage("expected 5 bytes of data for x, found more");
            }
        }
    }

    @Nested
    class Planning {
        @Test
        void refusesPlanBeyondLimitOfLayout() throws IOException {
            long header = 12 + 8 + 1;
            long most = 0xFFFF_FFFFL - header;
            assertThat(IndexPlan.of(Layout.U32, Map.of("x", most)).length()).isEqualTo(0xFFFF_FFFFL);
            assertThatThrownBy(() -> IndexPlan.of(Layout.U32, Map.of("x", most + 1)))
                    .isInstanceOf(ImageLimitException.class)
                    .hasMessageContaining("exceed the 4294967295 bytes of a u32 image")
                    .hasMessageContaining("up to x, which has 4294967275 bytes");
            assertThatThrownBy(() -> IndexPlan.of(Layout.U64, Map.of("x", Long.MAX_VALUE)))
                    .isInstanceOf(ImageLimitException.class);
            assertThatThrownBy(() -> IndexPlan.of(Layout.U64, Map.of("x", Long.MAX_VALUE - 60, "y", 100L)))
                    .isInstanceOf(ImageLimitException.class);
        }

        @Test
        void refusesPlanOfTooManyEntries() throws IOException {
            Map<String, Long> sizes = new HashMap<>();
            for (int i = 0; i < PayloadIndex.MAX_ENTRIES; i++) {
                sizes.put("f" + i, 0L);
            }
            assertThat(IndexPlan.of(Layout.U64, sizes).entries()).hasSize(PayloadIndex.MAX_ENTRIES);
            sizes.put("one more", 0L);
            assertThatThrownBy(() -> IndexPlan.of(Layout.U64, sizes))
                    .isInstanceOf(ImageLimitException.class)
                    .hasMessageContaining("found 200001");
        }

        @Test
        void refusesPlanOfInvalidEntry() {
            for (String name : List.of("", "a/b", "..", "\n", ".payload_imported")) {
                assertThatThrownBy(() -> IndexPlan.of(Layout.U64, Map.of(name, 1L)))
                        .isInstanceOf(IllegalArgumentException.class);
            }
            assertThatThrownBy(() -> IndexPlan.of(Layout.U64, Map.of("a", -1L)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static ReadableByteChannel data(int bytes) {
        return Channels.newChannel(new ByteArrayInputStream(new byte[bytes]));
    }

    private record OneByteAtATime(ReadableByteChannel source) implements ReadableByteChannel {
        @Override
        public int read(ByteBuffer buffer) throws IOException {
            ByteBuffer one = ByteBuffer.allocate(1);
            int n = source.read(one);
            if (n > 0) {
                buffer.put(one.flip());
            }
            return n;
        }

        @Override
        public boolean isOpen() {
            return source.isOpen();
        }

        @Override
        public void close() throws IOException {
            source.close();
        }
    }
}
