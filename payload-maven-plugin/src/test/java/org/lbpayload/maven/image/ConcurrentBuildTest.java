// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lbpayload.format.Layout;
import org.lbpayload.maven.it.Images;

/** Test that builds the same image in several processes at the same time. */
class ConcurrentBuildTest {
    private static final int ROUNDS = 15;

    @TempDir
    private Path directory;

    /** The main class of a process whose builds of an image alternately succeed and fail. */
    public static final class Builder {
        private Builder() {}

        public static void main(String[] arguments) throws ImageException {
            Path image = Path.of(arguments[0]);
            ImageSource source = ImageSource.of(Path.of(arguments[1]), "<files>");
            for (int i = 0; i < ROUNDS; i++) {
                Images.build(image, request(source));
                requireFailure(image);
            }
        }

        private static ImageRequest request(ImageSource source) {
            return new ImageRequest(List.of(source), new ImageRequest.Settings(Layout.U64, true, "1"), true);
        }

        private static void requireFailure(Path image) {
            try {
                Images.build(image, request(new ImageSource("absent", Path.of("absent"), "<files>", Optional.empty())));
            } catch (ImageException e) {
                return;
            }
            throw new IllegalStateException("the build of a missing file succeeded");
        }
    }

    @Test
    void buildsCompleteImages() throws Exception {
        Path image = directory.resolve("target/payload.img");
        List<Process> processes = new ArrayList<>();
        for (String name : List.of("one", "two")) {
            Path source = Files.write(directory.resolve(name), new byte[300_000]);
            processes.add(start(image, source));
        }
        Path source = Files.write(directory.resolve("three"), new byte[300_000]);
        Builder.main(new String[] {image.toString(), source.toString()});
        for (Process process : processes) {
            assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
            assertThat(process.exitValue()).isZero();
        }

        Images.build(image, Builder.request(ImageSource.of(source, "<files>")));
        try (ImageReader reader = new ImageReader(image)) {
            assertThat(reader.compute().payloadId()).isEqualTo(reader.image().payloadId());
        }
        assertThat(image.getParent())
                .isDirectoryNotContaining(file -> file.getFileName().toString().startsWith("."));
    }

    private static Process start(Path image, Path source) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Builder.class.getName(),
                        image.toString(),
                        source.toString())
                .inheritIO()
                .start();
    }
}
