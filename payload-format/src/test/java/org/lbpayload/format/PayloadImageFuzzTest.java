// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Fuzz tests of the reader. An ordinary test run uses only the committed inputs. CONTRIBUTING.md describes how to
 * search for new inputs.
 */
class PayloadImageFuzzTest {
    /** A valid reference part, to which {@link #readsAnySectionOrRefusesIt} appends fuzzed checksum sections. */
    private static final byte[] REFERENCE_PART = ImageBytes.image()
            .u64(3)
            .u64(1)
            .u64(0)
            .text("a")
            .u64(5)
            .u64(6)
            .text("b.tar")
            .text("hello\n")
            .u64(7)
            .u64(20)
            .text("größe")
            .raw(new byte[20])
            .toBytes();

    @FuzzTest(maxDuration = "5m")
    @DictionaryEntries({"LBPAYLD1", "LBPAYSUM1 "})
    void readsAnyImageOrRefusesIt(byte[] image) throws IOException {
        check(image);
    }

    /** Uses a fixed reference part, because fuzzing rarely finds a valid reference part. */
    @FuzzTest(maxDuration = "5m")
    @DictionaryEntries({"LBPAYSUM1 3 ", "id "})
    void readsAnySectionOrRefusesIt(byte[] section) throws IOException {
        check(withSection(section));
    }

    static byte[] withSection(byte[] section) {
        byte[] image = Arrays.copyOf(REFERENCE_PART, 512 + section.length);
        System.arraycopy(section, 0, image, 512, section.length);
        return image;
    }

    private static void check(byte[] bytes) throws IOException {
        PayloadImage image;
        try {
            image = PayloadImage.read(new BytesChannel(bytes), 0);
        } catch (MalformedImageException e) {
            assertThat(e.offset()).isBetween(0L, (long) bytes.length);
            assertThat(e.getMessage()).isEqualTo(EntryName.printable(e.getMessage()));
            return;
        }
        checkEntries(image.index(), bytes.length);
        checkWritesTheSameBytes(image, bytes);
        checkPayloadId(image);
    }

    private static void checkEntries(PayloadIndex index, int size) {
        Set<String> names = new HashSet<>();
        long end = ImageHeader.bytes(index.layout());
        for (Entry entry : index.entries()) {
            assertThat(EntryName.problem(entry.name())).isNull();
            assertThat(names.add(entry.name())).isTrue();
            assertThat(entry.dataOffset())
                    .isEqualTo(end + Entry.headerBytes(index.layout(), EntryName.encode(entry.name()).length));
            assertThat(entry.size()).isBetween(0L, (long) size);
            end = entry.end();
        }
        assertThat(end).isEqualTo(index.length()).isLessThanOrEqualTo(size);
    }

    /** Checks that the writer reproduces the headers and the checksum section of the input. */
    private static void checkWritesTheSameBytes(PayloadImage image, byte[] bytes) throws IOException {
        PayloadIndex index = image.index();
        // Copies the data of the entries, because the writer writes only headers and checksums here.
        byte[] data = new byte[(int) index.length()];
        for (Entry entry : index.entries()) {
            System.arraycopy(bytes, (int) entry.dataOffset(), data, (int) entry.dataOffset(), (int) entry.size());
        }
        BytesChannel out = new BytesChannel(data);
        PayloadWriter writer = new PayloadWriter(out, index);
        writer.writeHeaders();
        if (image.checksums() != null) {
            writer.writeChecksums(image.checksums());
        }
        byte[] written = out.toBytes();
        assertThat(image.length()).isEqualTo(Math.min(written.length, bytes.length));
        // After the sector with the last line, the reader ignores the input, which may be shorter than the output.
        int end = image.checksums() == null ? written.length : sectorAfterText(written);
        assertThat(Arrays.mismatch(Arrays.copyOf(written, end), Arrays.copyOf(bytes, end)))
                .isEqualTo(-1);
    }

    private static int sectorAfterText(byte[] image) {
        int end = image.length;
        while (image[end - 1] == 0) {
            end--;
        }
        return (end + 511) / 512 * 512;
    }

    /** Checks that the payload id is the SHA-256 of the text that {@code sha256sum} prints for the entries. */
    private static void checkPayloadId(PayloadImage image) {
        ChecksumSection checksums = image.checksums();
        assertThat(image.payloadId() == null).isEqualTo(checksums == null);
        if (checksums == null) {
            return;
        }
        List<Entry> entries = image.index().entries();
        MessageDigest id = Sha256.newDigest();
        for (int i = 0; i < entries.size(); i++) {
            String line =
                    Sha256.hex(checksums.sha256(i)) + "  " + entries.get(i).name() + "\n";
            id.update(line.getBytes(StandardCharsets.UTF_8));
        }
        assertThat(image.payloadId()).hasToString(Sha256.hex(id.digest()));
    }
}
