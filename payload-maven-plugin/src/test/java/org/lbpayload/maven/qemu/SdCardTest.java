// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.qemu;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SdCardTest {

    private static final int MIB = 1 << 20;

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({"0, 1048576", "512, 1048576", "1048577, 2097152", "2097664, 4194304", "3145728, 4194304"})
    void padsImageToNextPowerOfTwo(int imageSize, long cardSize) throws Exception {
        Path image = image(imageSize);
        Path card = SdCard.create(image, directory.resolve("card"));

        byte[] expected = Arrays.copyOf(Files.readAllBytes(image), Math.toIntExact(cardSize));
        assertThat(card).isEqualTo(directory.resolve("card")).hasBinaryContent(expected);
        assertThat(Files.size(image)).isEqualTo(imageSize);
    }

    @ParameterizedTest
    @CsvSource({"1048576", "4194304"})
    void returnsImageWhoseSizeIsPowerOfTwo(int size) throws Exception {
        Path image = image(size);

        assertThat(SdCard.create(image, directory.resolve("card"))).isEqualTo(image);
    }

    @Test
    void replacesExistingCard() throws Exception {
        Files.write(directory.resolve("card"), new byte[8 * MIB]);

        assertThat(SdCard.create(image(1), directory.resolve("card"))).hasSize(MIB);
    }

    private Path image(int size) throws IOException {
        byte[] content = new byte[size];
        Arrays.fill(content, (byte) 'x');
        return Files.write(directory.resolve("image"), content);
    }
}
