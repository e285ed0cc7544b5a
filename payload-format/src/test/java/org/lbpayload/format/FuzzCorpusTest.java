// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Test that compares the committed inputs of the fuzz tests with newly generated inputs. */
class FuzzCorpusTest {
    private static final String INPUTS = "PayloadImageFuzzTestInputs/";

    @Test
    void matchesCommittedFiles() throws IOException {
        Map<String, byte[]> seeds = seeds();
        for (Map.Entry<String, byte[]> seed : seeds.entrySet()) {
            Path made = Path.of("target", "fuzz-corpus", seed.getKey());
            Files.createDirectories(made.getParent());
            Files.write(made, seed.getValue());
        }
        for (Map.Entry<String, byte[]> seed : seeds.entrySet()) {
            try (InputStream committed = getClass().getResourceAsStream(INPUTS + seed.getKey())) {
                assertThat(committed)
                        .as("%s: copy it from target/fuzz-corpus to the test resources", seed.getKey())
                        .isNotNull()
                        .hasBinaryContent(seed.getValue());
            }
        }
    }

    @Test
    void containsSectionThatBelongsToReferencePart() throws IOException {
        PayloadImage image =
                ImageBytes.read(PayloadImageFuzzTest.withSection(sections().get("right")));

        assertThat(image.checksums()).isNotNull();
    }

    private static Map<String, byte[]> seeds() throws IOException {
        Map<String, byte[]> seeds = new TreeMap<>();
        images().forEach((name, bytes) -> seeds.put("readsAnyImageOrRefusesIt/" + name + ".img", bytes));
        sections().forEach((name, bytes) -> seeds.put("readsAnySectionOrRefusesIt/" + name + ".img", bytes));
        return seeds;
    }

    private static Map<String, byte[]> images() throws IOException {
        Map<String, byte[]> images = new TreeMap<>();
        for (Layout layout : Layout.values()) {
            String label = layout.label();
            Map<String, byte[]> none = Collections.emptyMap();
            byte[] some = ImageBytes.written(layout, true, ImageBytes.someFiles());
            images.put(label + "-empty", ImageBytes.written(layout, false, none));
            images.put(label + "-empty-with-checksums", ImageBytes.written(layout, true, none));
            images.put(label + "-some", ImageBytes.written(layout, false, ImageBytes.someFiles()));
            images.put(label + "-some-with-checksums", some);
            images.put(label + "-some-ends-at-sector", Arrays.copyOf(some, 1536));
            images.put(label + "-cut", Arrays.copyOf(some, 512));
        }
        images.put(
                "u32-name-twice",
                ImageBytes.image()
                        .u32(2)
                        .u32(1)
                        .u32(1)
                        .text("a")
                        .text("x")
                        .u32(1)
                        .u32(1)
                        .text("a")
                        .text("y")
                        .toBytes());
        images.put(
                "u64-size-beyond-2-to-63",
                ImageBytes.image().u64(1).u64(1).u64(-1).text("a").toBytes());
        images.put(
                "u64-slash-in-name",
                ImageBytes.image().u64(1).u64(4).u64(0).text("../a").toBytes());
        images.put(
                "u64-count-too-low",
                ImageBytes.image()
                        .u64(1)
                        .u64(1)
                        .u64(0)
                        .text("a")
                        .u64(1)
                        .u64(0)
                        .text("b")
                        .padToSector()
                        .text("LBPAYSUM1 2 50\n")
                        .toBytes());
        return images;
    }

    private static Map<String, byte[]> sections() throws IOException {
        byte[] image = ImageBytes.written(
                Layout.U64, true, Map.of("a", new byte[0], "b.tar", new byte[6], "größe", new byte[20]));
        byte[] section = Arrays.copyOfRange(image, 512, image.length);
        Map<String, byte[]> sections = new TreeMap<>();
        sections.put("right", section);
        sections.put("cut-in-a-line", Arrays.copyOf(section, 100));
        sections.put("cut-in-the-id", Arrays.copyOf(section, lastLine(section) + 20));
        sections.put("none", new byte[512]);
        sections.put("of-another-count", "LBPAYSUM1 2 102\n".getBytes(StandardCharsets.US_ASCII));
        return sections;
    }

    private static int lastLine(byte[] section) {
        return new String(section, StandardCharsets.ISO_8859_1).indexOf("\nid ");
    }
}
