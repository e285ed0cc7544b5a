// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that are there, while they are looked into. */
class WholeFilesTest {
    @TempDir
    Path temp;

    @ParameterizedTest
    @CsvSource({"true, false", "true, true", "false, false"})
    void everyByteThatIsReadCountsAsProgress(boolean checksums, boolean sha256) throws Exception {
        byte[] content = new byte[300_001];
        TestImage image =
                TestImage.u64().with("a", content).with("absent", content).with("b", "b");
        Path file = Files.write(temp.resolve("image"), checksums ? image.bytes() : image.plain());
        Files.write(temp.resolve("a"), content);
        Files.writeString(temp.resolve("b"), "b");
        boolean[] whole = {true, false, true};
        Progress progress = new Progress(true, 300_002);
        try (Source source = Source.open(new Disk(file.toString(), 0, null))) {
            Report report = new TextReport(System.out, System.err, true, null);
            Destination destination = new Destination(temp.toString());
            WholeFiles.verify(source, new int[] {0, 1, 2}, whole, destination, 1, sha256, progress, report);
            assertThat(progress.current()).isSameAs(source.entry(2));
        }
        assertThat(whole).containsExactly(true, false, true);
        assertThat(progress.copiedBytes()).isEqualTo(300_002);
    }
}
