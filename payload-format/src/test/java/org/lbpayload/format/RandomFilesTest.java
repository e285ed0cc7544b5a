// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

class RandomFilesTest {
    private static final int SETS = 400;

    @Test
    void readsEveryWrittenImage() throws IOException {
        for (int seed = 0; seed < SETS; seed++) {
            Random random = new Random(seed);
            Map<String, byte[]> files = RandomFiles.of(random);
            Layout layout = random.nextBoolean() ? Layout.U32 : Layout.U64;
            boolean checksums = random.nextBoolean();
            byte[] image = ImageBytes.written(layout, checksums, files);
            int start = random.nextInt(3000);
            byte[] disk = onDisk(image, start, checksums, random);

            PayloadImage read = PayloadImage.read(new BytesChannel(disk), start);

            assertThat(content(read, disk, start)).as("seed %d", seed).isEqualTo(hex(files));
            assertThat(read.checksums() != null).as("seed %d", seed).isEqualTo(checksums);
            if (!files.isEmpty() || checksums) {
                assertThat(read.index().layout()).as("seed %d", seed).isEqualTo(layout);
                assertThat(read.length()).as("seed %d", seed).isEqualTo(image.length);
            }
            checkOrder(read.index().entries(), seed);
            if (checksums) {
                checkChecksums(read, files, seed);
            }
        }
    }

    /** Returns a disk with random bytes before the image, and after the image if the image defines its own end. */
    private static byte[] onDisk(byte[] image, int start, boolean checksums, Random random) {
        int behind = checksums || image.length > 16 ? random.nextInt(3000) : 0;
        byte[] disk = new byte[start + image.length + behind];
        random.nextBytes(disk);
        System.arraycopy(image, 0, disk, start, image.length);
        return disk;
    }

    private static Map<String, String> content(PayloadImage image, byte[] disk, int start) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (Entry entry : image.index().entries()) {
            int from = start + (int) entry.dataOffset();
            files.put(entry.name(), Arrays.copyOfRange(disk, from, from + (int) entry.size()));
        }
        return hex(files);
    }

    private static Map<String, String> hex(Map<String, byte[]> files) {
        Map<String, String> hex = new LinkedHashMap<>();
        files.forEach((name, bytes) -> hex.put(name, Sha256.hex(bytes)));
        return hex;
    }

    private static void checkOrder(List<Entry> entries, int seed) {
        for (int i = 1; i < entries.size(); i++) {
            byte[] before = entries.get(i - 1).name().getBytes(StandardCharsets.UTF_8);
            byte[] after = entries.get(i).name().getBytes(StandardCharsets.UTF_8);
            assertThat(Arrays.compareUnsigned(before, after))
                    .as("seed %d", seed)
                    .isNegative();
        }
    }

    private static void checkChecksums(PayloadImage image, Map<String, byte[]> files, int seed) {
        List<Entry> entries = image.index().entries();
        for (int i = 0; i < entries.size(); i++) {
            byte[] content = files.get(entries.get(i).name());
            CRC32 crc = new CRC32();
            crc.update(content);
            assertThat(image.checksums().crc32(i)).as("seed %d", seed).isEqualTo((int) crc.getValue());
            assertThat(image.checksums().sha256(i))
                    .as("seed %d", seed)
                    .isEqualTo(Sha256.newDigest().digest(content));
        }
    }
}
