// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lbpayload.format.Layout;
import org.lbpayload.format.Sha256;
import org.lbpayload.maven.it.Images;
import org.lbpayload.maven.it.TestFiles;

class ImageReaderTest {
    @TempDir
    Path directory;

    @Test
    void computesChecksumsOfChecksumSection() throws Exception {
        Path image = image(true);

        try (ImageReader reader = new ImageReader(image)) {
            assertThat(reader.compute().payloadId()).isEqualTo(reader.image().payloadId());
        }
    }

    @Test
    void computesPayloadIdOfImageWithoutChecksums() throws Exception {
        Path image = image(false);

        try (ImageReader reader = new ImageReader(image)) {
            assertThat(reader.image().checksums()).isNull();
            assertThat(reader.compute().payloadId())
                    .hasToString(TestFiles.payloadId(TestFiles.digests(directory.resolve("files"))));
        }
    }

    @Test
    void computesOtherChecksumsWhenDataIsDamaged() throws Exception {
        Path image = image(true);
        byte[] bytes = Files.readAllBytes(image);
        int at;
        try (ImageReader reader = new ImageReader(image)) {
            at = (int) reader.image().index().entries().get(1).end() - 1;
        }
        bytes[at] ^= 0x10;
        Files.write(image, bytes);

        try (ImageReader reader = new ImageReader(image)) {
            assertThat(reader.compute().crc32(1))
                    .isNotEqualTo(reader.image().checksums().crc32(1));
            assertThat(Sha256.hex(reader.compute().sha256(0)))
                    .isEqualTo(Sha256.hex(reader.image().checksums().sha256(0)));
        }
    }

    @Test
    void refusesTruncatedOrMissingImage() throws Exception {
        Path cut = image(true);
        Files.write(cut, new byte[] {'L', 'B', 'P', 'A', 'Y', 'L', 'D', '1', 1});
        Path absent = directory.resolve("absent.img");

        assertThatThrownBy(() -> new ImageReader(cut))
                .isInstanceOf(ImageException.class)
                .hasMessageStartingWith("<imageFile>: " + cut + ": malformed payload image at offset");
        assertThatThrownBy(() -> new ImageReader(absent))
                .isInstanceOf(ImageException.class)
                .hasMessage("<imageFile>: cannot read " + absent
                        + ": it does not exist; run lbpayload:build, or name another image");
    }

    @ParameterizedTest
    @CsvSource({"1f8b080000000000, gz", "fd377a585a000004, xz", "28b52ffd00580000, zstd", "425a683931415926, bzip2"})
    void recognizesCompressedFile(String signature, String format) throws Exception {
        Path file = Files.write(
                directory.resolve("payload.img.compressed"), HexFormat.of().parseHex(signature));

        assertThatThrownBy(() -> new ImageReader(file))
                .isInstanceOf(ImageException.class)
                .hasMessage(
                        "<imageFile>: " + file + " is compressed (" + format + "), not a payload image: decompress it");
    }

    @Test
    void namesDanglingLink() throws Exception {
        Path link = Files.createSymbolicLink(directory.resolve("link.img"), Path.of("absent"));

        assertThatThrownBy(() -> new ImageReader(link))
                .isInstanceOf(ImageException.class)
                .hasMessageStartingWith(
                        "<imageFile>: cannot read " + link + ": it is a symbolic link to a missing file;");
    }

    private Path image(boolean checksums) throws Exception {
        Path files = Files.createDirectory(directory.resolve("files"));
        List<ImageSource> sources = new ArrayList<>();
        Random random = new Random(3);
        for (int size : new int[] {0, 1, 300_000}) {
            byte[] content = new byte[size];
            random.nextBytes(content);
            sources.add(ImageSource.of(Files.write(files.resolve("file-" + size), content), "<files>"));
        }
        Path image = directory.resolve("payload.img");
        Images.build(image, new ImageRequest(sources, new ImageRequest.Settings(Layout.U32, checksums, "1"), false));
        return image;
    }
}
