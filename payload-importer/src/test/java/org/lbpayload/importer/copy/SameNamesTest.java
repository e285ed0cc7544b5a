// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import com.google.common.jimfs.PathNormalization;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lbpayload.importer.TestImage;
import org.lbpayload.importer.destination.Destination;
import org.lbpayload.importer.disk.DiskSearch;
import org.lbpayload.importer.disk.ImageLocation;
import org.lbpayload.importer.disk.OpenImage;
import org.lbpayload.importer.report.ImportException;
import org.lbpayload.importer.report.Report;
import org.lbpayload.importer.report.TextReport;

/** Tests of imports to case-insensitive file systems, such as vfat. */
class SameNamesTest {
    private static final Configuration CASE_SENSITIVE =
            Configuration.unix().toBuilder().setAttributeViews("posix").build();
    private static final Configuration CASE_INSENSITIVE = CASE_SENSITIVE.toBuilder()
            .setNameCanonicalNormalization(PathNormalization.CASE_FOLD_ASCII)
            .build();

    @TempDir
    Path temp;

    /** Plans an import of these images, and returns the number of missing files. */
    private int missing(Configuration configuration, TestImage... images) throws Exception {
        List<OpenImage> opened = new ArrayList<>();
        for (TestImage image : images) {
            Path file = Files.createTempFile(temp, "image", "");
            opened.add(DiskSearch.ofSystem()
                    .open(new ImageLocation(image.write(file).toString(), 0)));
        }
        try (FileSystem system = Jimfs.newFileSystem(configuration)) {
            Path directory = Files.createDirectory(system.getPath("/dest"));
            try (Destination destination = Destination.lock(directory)) {
                Report report = new TextReport(System.out, System.err, true, null);
                return Plan.create(MergedPayload.merge(opened), destination, 1, Verification.CRC32, report)
                        .missingFiles();
            }
        } finally {
            opened.forEach(OpenImage::close);
        }
    }

    @Test
    void refusesNamesThatDifferInCase() throws Exception {
        TestImage both = TestImage.u64().with("README", "1").with("other", "2").with("Readme", "3");
        assertThatThrownBy(() -> missing(CASE_INSENSITIVE, both))
                .isInstanceOf(ImportException.class)
                .hasMessage("Readme and README are the same file on /dest: import to a case-sensitive file system");
        assertThat(missing(CASE_SENSITIVE, both)).isEqualTo(3);
    }

    @Test
    void refusesNamesOfTwoDisksThatDifferInCase() {
        assertThatThrownBy(() -> missing(
                        CASE_INSENSITIVE,
                        TestImage.u64().with("a", "1"),
                        TestImage.u64().with("A", "1")))
                .isInstanceOf(ImportException.class)
                .hasMessageStartingWith("A and a are the same file on /dest: ");
    }

    @Test
    void refusesNamesThatDifferInTrailingDots() throws Exception {
        TestImage both = TestImage.u64().with("a.b", "1").with("A.b..", "2");
        assertThatThrownBy(() -> missing(CASE_INSENSITIVE, both))
                .isInstanceOf(ImportException.class)
                .hasMessageStartingWith("A.b.. and a.b are the same file on /dest: ");
        assertThat(missing(CASE_SENSITIVE, both)).isEqualTo(2);
    }

    @Test
    void refusesReservedNameInOtherCase() throws Exception {
        TestImage own = TestImage.u64().with(".Payload_Import.lock", "");
        assertThatThrownBy(() -> missing(CASE_INSENSITIVE, own))
                .isInstanceOf(ImportException.class)
                .hasMessageStartingWith(".Payload_Import.lock and .payload_import... are the same file on /dest: ");
        assertThat(missing(CASE_SENSITIVE, own)).isEqualTo(1);
    }

    @Test
    void refusesNamesOfSameFileAfterCopy() throws Exception {
        Path image = TestImage.u64()
                .with("longname.txt", "1")
                .with("LONGNA~1.TXT", "1")
                .write(temp.resolve("image"));
        try (FileSystem system = Jimfs.newFileSystem(CASE_INSENSITIVE);
                OpenImage opened = DiskSearch.ofSystem().open(new ImageLocation(image.toString(), 0))) {
            Path directory = Files.createDirectory(system.getPath("/dest"));
            Path file = Files.writeString(directory.resolve("longname.txt"), "1");
            // The hard link imitates the short name that vfat gives to a file.
            Path other = Files.createLink(directory.resolve("LONGNA~1.TXT"), file);
            MergedPayload payload = MergedPayload.merge(List.of(opened));
            Destination destination = Destination.lock(directory);

            assertThatThrownBy(() -> SameNames.checkAfter(payload, destination))
                    .isInstanceOf(ImportException.class)
                    .hasMessageStartingWith("LONGNA~1.TXT and longname.txt are the same file on /dest: ");
            Files.delete(other);
            Files.writeString(other, "1");
            SameNames.checkAfter(payload, destination);
        }
    }

    @Test
    void acceptsNamesThatDifferInMoreThanCase() throws Exception {
        TestImage image = TestImage.u64().with("a", "1").with("B", "2").with("c", "");
        assertThat(missing(CASE_INSENSITIVE, image, TestImage.u32().with("a", "1")))
                .isEqualTo(3);
    }
}
