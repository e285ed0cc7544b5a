// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.early;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Test that compares the early image of a real checkout of live-bootstrap with the image of an independent writer.
 * {@code -Dlbpayload.checkout=DIRECTORY} names the checkout, which must have its submodules.
 */
class RealCheckoutTest {
    @TempDir
    Path directory;

    @Test
    void writesSameBytesAsIndependentWriter() throws Exception {
        String name = System.getProperty("lbpayload.checkout", "");
        assumeTrue(!name.isEmpty(), "-Dlbpayload.checkout does not name a checkout of live-bootstrap");
        Path root = Path.of(name);
        Path early = directory.resolve("early");
        Files.createDirectories(early.resolve("steps/improve"));
        Files.writeString(early.resolve("steps/improve/import_payload.sh"), "true\n");
        Path tree = directory.resolve("tree");
        try (Stream<Path> children = Files.list(root.resolve("seed/stage0-posix"))) {
            for (Path child : children.toList()) {
                if (!child.endsWith("bootstrap-seeds")) {
                    copy(child, tree.resolve(child.getFileName().toString()));
                }
            }
        }
        try (Stream<Path> children = Files.list(root.resolve("seed"))) {
            for (Path child : children.filter(Files::isRegularFile).toList()) {
                copy(child, tree.resolve(child.getFileName().toString()));
            }
        }
        copy(root.resolve("steps"), tree.resolve("steps"));
        copy(early, tree);
        Path image = directory.resolve("early.img");

        new Checkout(root.resolve("steps")).writeImage(early, 0, image, limit -> {}, () -> {});

        List<String> commands = Files.readString(image, StandardCharsets.ISO_8859_1)
                .lines()
                .dropWhile(line -> !line.equals("src 0 /bootstrap-seeds"))
                .limit(7)
                .toList();
        assertThat(commands).last().isEqualTo("/bootstrap-seeds/POSIX/x86/kaem-optional-seed /kaem.x86");
        byte[] expected =
                BuilderHex0Writer.write(stages(root.resolve("builder-hex0")), tree, String.join("\n", commands) + "\n");
        assertThat(Arrays.mismatch(Files.readAllBytes(image), expected)).isEqualTo(-1);
    }

    private static byte[] stages(Path builderHex0) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (String line : Files.readAllLines(builderHex0.resolve("builder-hex0-x86-stage1.hex0"))) {
            out.writeBytes(HexFormat.of().parseHex(line.replaceAll("[#;].*|\\s", "")));
        }
        String stage2 = Files.readString(builderHex0.resolve("builder-hex0-x86-stage2.hex0"));
        out.writeBytes(stage2.replace("\r\n", "\n").getBytes(StandardCharsets.UTF_8));
        return out.toByteArray();
    }

    /** Copies a file or directory tree. Follows symbolic links, and omits names that contain {@code .git}. */
    private static void copy(Path source, Path target) throws IOException {
        try (Stream<Path> all = Files.walk(source, FileVisitOption.FOLLOW_LINKS)) {
            for (Path path : all.toList()) {
                Path copy = target.resolve(source.relativize(path).toString());
                if (source.getParent().relativize(path).toString().contains(".git")) {
                    continue;
                }
                if (Files.isDirectory(path)) {
                    Files.createDirectories(copy);
                } else {
                    Files.createDirectories(copy.getParent());
                    Files.copy(path, copy, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }
}
