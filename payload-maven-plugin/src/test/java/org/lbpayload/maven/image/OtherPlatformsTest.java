// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lbpayload.format.Entry;
import org.lbpayload.format.Layout;
import org.lbpayload.maven.it.Images;
import org.lbpayload.maven.it.Platform;

/** Tests that build and read images on the file systems of Windows and macOS. */
class OtherPlatformsTest {
    @ParameterizedTest
    @EnumSource
    void buildsImageOnce(Platform platform) throws Exception {
        try (FileSystem files = platform.fileSystem()) {
            Path directory = Files.createDirectories(files.getPath("work", "distfiles"));
            Files.writeString(directory.resolve("a.tar"), "first");
            Files.writeString(directory.resolve("\u00e4 b.tar"), "second");
            Files.createDirectory(directory.resolve("directory"));
            Path image = files.getPath("work", "target", "payload.img");
            List<String> warnings = new ArrayList<>();
            ImageRequest request = new ImageRequest(
                    DistfilesDirectory.list(directory, warnings::add),
                    new ImageRequest.Settings(Layout.U64, true, "1"),
                    false);

            assertThat(Images.build(image, request).upToDate()).isFalse();
            assertThat(Images.build(image, request).upToDate()).isTrue();

            assertThat(warnings).hasSize(1);
            try (ImageReader reader = new ImageReader(image)) {
                assertThat(reader.image().index().entries())
                        .extracting(Entry::name)
                        .containsExactly("a.tar", "\u00e4 b.tar");
                assertThat(reader.compute().payloadId())
                        .isEqualTo(reader.image().payloadId());
            }
        }
    }
}
