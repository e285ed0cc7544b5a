// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer.copy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lbpayload.importer.TestImage;
import org.lbpayload.importer.destination.Destination;
import org.lbpayload.importer.disk.DiskSearch;
import org.lbpayload.importer.disk.ImageLocation;
import org.lbpayload.importer.disk.OpenImage;
import org.lbpayload.importer.report.Progress;
import org.lbpayload.importer.report.Report;
import org.lbpayload.importer.report.TextReport;

class ExistingFileVerifierTest {
    @TempDir
    Path temp;

    @ParameterizedTest
    @CsvSource({"true, false", "true, true", "false, false"})
    void countsEveryByteAsProgress(boolean checksums, boolean sha256) throws Exception {
        byte[] content = new byte[300_001];
        TestImage image =
                TestImage.u64().with("a", content).with("absent", content).with("b", "b");
        Path file = Files.write(temp.resolve("image"), checksums ? image.bytes() : image.plain());
        Files.write(temp.resolve("a"), content);
        Files.writeString(temp.resolve("b"), "b");
        boolean[] intact = {true, false, true};
        Progress progress = Progress.ofVerifying(300_002);
        try (OpenImage opened = DiskSearch.ofSystem().open(new ImageLocation(file.toString(), 0))) {
            Report report = new TextReport(System.out, System.err, true, null);
            try (Destination destination = Destination.lock(temp)) {
                Verification verification = sha256 ? Verification.SHA256 : Verification.CRC32;
                int[] positions = {0, 1, 2};
                ExistingFileVerifier.verify(opened, positions, intact, destination, 1, verification, progress, report);
            }
            assertThat(progress.current()).isEqualTo("b");
        }
        assertThat(intact).containsExactly(true, false, true);
        assertThat(progress.copiedBytes()).isEqualTo(300_002);
    }
}
