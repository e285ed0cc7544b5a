// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.early;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A second writer of disk images for builder-hex0, which shares no code with the plugin. */
final class BuilderHex0Writer {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    static byte[] write(byte[] stages, Path tree, String commands) throws IOException {
        BuilderHex0Writer writer = new BuilderHex0Writer();
        writer.out.writeBytes(stages);
        while (writer.out.size() % 512 != 0) {
            writer.out.write(0);
        }
        writer.text("src 0 .\n");
        writer.content(tree, ".");
        writer.text(commands);
        do {
            writer.out.write(0);
        } while (writer.out.size() % (1024 * 1024) != 0);
        return writer.out.toByteArray();
    }

    private void content(Path directory, String path) throws IOException {
        List<Path> children;
        try (Stream<Path> all = Files.list(directory)) {
            children = all.sorted().toList();
        }
        for (Path child : children) {
            if (Files.isDirectory(child)) {
                text("src 0 " + path + "/" + child.getFileName() + "\n");
            }
        }
        for (Path child : children) {
            if (!Files.isDirectory(child)) {
                text("src " + Files.size(child) + " " + path + "/" + child.getFileName() + "\n");
                out.writeBytes(Files.readAllBytes(child));
            }
        }
        for (Path child : children) {
            if (Files.isDirectory(child)) {
                content(child, path + "/" + child.getFileName());
            }
        }
    }

    private void text(String text) {
        out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }
}
