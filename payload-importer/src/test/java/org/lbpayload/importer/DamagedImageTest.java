// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests with an image that is truncated at each byte, or has one flipped bit. If an import succeeds, the imported files
 * must be equal to the original files.
 */
@Tag("exhaustive")
class DamagedImageTest {
    private static final Map<String, String> FILES = Map.of("alpha", "first content", "beta", "", "gamma", "third");

    @TempDir(factory = InMemory.class)
    Path temp;

    private static TestImage image(String layout) {
        TestImage image = layout.equals("u32") ? TestImage.u32() : TestImage.u64();
        return image.with("alpha", FILES.get("alpha")).with("beta", "").with("gamma", FILES.get("gamma"));
    }

    private void assertRefusedOrCorrect(byte[] bytes, String how) throws IOException {
        Path file = Files.write(temp.resolve("image"), bytes);
        Path destination = temp.resolve("dest");
        Run run = Run.of("--threads", "1", "--device", file, destination);
        Map<String, String> files = Run.files(destination);
        if (run.exitCode() == 0) {
            assertThat(files).as(how).isEqualTo(FILES);
        } else {
            assertThat(run.exitCode()).as(how).isEqualTo(1);
            assertThat(run.err()).as(how).startsWith("payload-import: ").hasLineCount(1);
            // Files that were verified before the damage was found may remain.
            assertThat(FILES).as(how).containsAllEntriesOf(files);
            assertThat(destination.resolve(".payload_imported")).doesNotExist();
        }
        for (String name : files.keySet()) {
            Files.delete(destination.resolve(name));
        }
        Files.deleteIfExists(destination.resolve(".payload_imported"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"u32", "u64"})
    void survivesTruncationAtEveryByte(String layout) throws IOException {
        byte[] whole = image(layout).bytes();
        for (int length = 0; length < endOfText(whole); length++) {
            assertRefusedOrCorrect(Arrays.copyOf(whole, length), layout + " cut to " + length);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"u32", "u64"})
    void survivesFlipOfEveryBit(String layout) throws IOException {
        byte[] bytes = image(layout).bytes();
        int end = endOfText(bytes);
        for (int bit = 0; bit < end * 8; bit++) {
            bytes[bit / 8] ^= (byte) (1 << bit % 8);
            assertRefusedOrCorrect(bytes, layout + " with bit " + bit + " flipped");
            bytes[bit / 8] ^= (byte) (1 << bit % 8);
        }
    }

    /** Returns the offset of the zero bytes at the end of the image, which the tests do not damage. */
    private static int endOfText(byte[] image) {
        return new String(image, StandardCharsets.ISO_8859_1).lastIndexOf('\n') + 1;
    }
}
