// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Test that imports random files from one or two disks with random options. */
@Tag("exhaustive")
class RandomImportTest {
    private static final int IMPORTS = 150;

    @TempDir(factory = InMemory.class)
    Path root;

    @Test
    void importsRandomFiles() throws IOException {
        for (int seed = 0; seed < IMPORTS; seed++) {
            Path place = Files.createDirectory(root.resolve("seed-" + seed));
            Random random = new Random(seed);
            Map<String, byte[]> files = new TreeMap<>();
            List<Object> words = new ArrayList<>();
            byte[] stream = {};
            if (random.nextInt(4) == 0) {
                TestImage image = image(random, files);
                stream = random.nextBoolean() ? image.bytes() : image.plain();
                words.add("-");
            } else {
                boolean pinned = random.nextInt(3) == 0;
                int start = random.nextInt(2) * random.nextInt(3000);
                for (int disk = random.nextInt(2); disk >= 0; disk--) {
                    TestImage image = image(random, files);
                    byte[] bytes = pinned || random.nextBoolean() ? image.bytes() : image.plain();
                    words.addAll(List.of("--device", write(place.resolve("disk-" + disk), bytes, start, random)));
                    if (pinned) {
                        words.addAll(List.of("--id", image.id()));
                    }
                }
                words.addAll(List.of("--offset", start));
            }
            words.addAll(List.of("--threads", 1 + random.nextInt(3)));
            Path directory = place.resolve("dest");
            createSomeFiles(directory, files, random);
            words.add(directory);

            Run run = Run.of(new ByteArrayInputStream(stream), Map.of(), words.toArray());

            assertThat(run.exitCode()).as("seed %d: %s", seed, run.err()).isZero();
            assertThat(content(directory)).as("seed %d", seed).isEqualTo(hashes(files));
            InMemory.delete(place); // in a container, /dev/shm may have only 64 MiB
        }
    }

    /** Returns an image of random files. Files with the same name have the same content on all disks. */
    private static TestImage image(Random random, Map<String, byte[]> files) {
        TestImage image = random.nextBoolean() ? TestImage.u32() : TestImage.u64();
        Map<String, byte[]> onThisDisk = new TreeMap<>();
        for (int i = random.nextInt(30); i >= 0; i--) {
            String name = "file-" + random.nextInt(40);
            byte[] content = new byte[random.nextInt(random.nextInt(8) == 0 ? 300_000 : 2000)];
            random.nextBytes(content);
            files.putIfAbsent(name, content);
            onThisDisk.put(name, files.get(name));
        }
        onThisDisk.forEach(image::with);
        return image;
    }

    private static Path write(Path disk, byte[] image, int start, Random random) throws IOException {
        byte[] bytes = new byte[start + image.length + random.nextInt(2000)];
        random.nextBytes(bytes);
        System.arraycopy(image, 0, bytes, start, image.length);
        return Files.write(disk, bytes);
    }

    /** Creates some of the files: complete, truncated, or with the correct size but different content. */
    private static void createSomeFiles(Path directory, Map<String, byte[]> files, Random random) throws IOException {
        if (random.nextBoolean()) {
            return;
        }
        Files.createDirectory(directory);
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            byte[] content = file.getValue().clone();
            switch (random.nextInt(4)) {
                case 0 -> Files.write(directory.resolve(file.getKey()), content);
                case 1 -> {
                    if (content.length > 0) {
                        content[random.nextInt(content.length)] ^= 1;
                    }
                    Files.write(directory.resolve(file.getKey()), content);
                }
                case 2 -> Files.write(directory.resolve(file.getKey()), Arrays.copyOf(content, content.length / 2));
                default -> {
                    // missing
                }
            }
        }
    }

    private static Map<String, String> content(Path directory) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> children = Files.list(directory)) {
            for (Path child : children.toList()) {
                files.put(child.getFileName().toString(), Files.readAllBytes(child));
            }
        }
        assertThat(files.remove(".payload_imported")).isNotEmpty();
        return hashes(files);
    }

    private static Map<String, String> hashes(Map<String, byte[]> files) {
        Map<String, String> hashes = new TreeMap<>();
        files.forEach((name, content) -> hashes.put(name, TestImage.sha256(content)));
        return hashes;
    }
}
