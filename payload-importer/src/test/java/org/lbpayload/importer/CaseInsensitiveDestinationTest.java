// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer;

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

/** A folder to which README and readme are the same, such as one of vfat. */
class CaseInsensitiveDestinationTest {
    private static final Configuration TELLS_CASE =
            Configuration.unix().toBuilder().setAttributeViews("posix").build();
    private static final Configuration IGNORES_CASE = TELLS_CASE.toBuilder()
            .setNameCanonicalNormalization(PathNormalization.CASE_FOLD_ASCII)
            .build();

    @TempDir
    Path temp;

    /** The files that a plan for all of these images finds missing. */
    private int missing(Configuration memory, TestImage... images) throws Exception {
        List<Source> sources = new ArrayList<>();
        for (TestImage image : images) {
            Path file = Files.createTempFile(temp, "image", "");
            sources.add(Source.open(new Disk(image.write(file).toString(), 0, null)));
        }
        try (FileSystem system = Jimfs.newFileSystem(memory)) {
            Path folder = Files.createDirectory(system.getPath("/dest"));
            try (Destination destination = new Destination(folder)) {
                destination.lock();
                Report report = new TextReport(System.out, System.err, true, null);
                return Plan.make(Payload.merge(sources), destination, 1, false, report)
                        .missingFiles();
            }
        } finally {
            sources.forEach(Source::close);
        }
    }

    @Test
    void refusesNamesThatWouldBeOneFile() throws Exception {
        TestImage both = TestImage.u64().with("README", "1").with("other", "2").with("Readme", "3");
        assertThatThrownBy(() -> missing(IGNORES_CASE, both))
                .isInstanceOf(ImportException.class)
                .hasMessage("/dest takes Readme for README: import to a file system that tells capitals from small"
                        + " letters");
        assertThat(missing(TELLS_CASE, both)).isEqualTo(3);
    }

    @Test
    void refusesNamesOfTwoDisksThatWouldBeOneFile() {
        assertThatThrownBy(() -> missing(
                        IGNORES_CASE,
                        TestImage.u64().with("a", "1"),
                        TestImage.u64().with("A", "1")))
                .isInstanceOf(ImportException.class)
                .hasMessageStartingWith("/dest takes A for a: ");
    }

    @Test
    void refusesNamesThatDifferInDotsAtTheEndAlone() throws Exception {
        TestImage both = TestImage.u64().with("a.b", "1").with("A.b..", "2");
        assertThatThrownBy(() -> missing(IGNORES_CASE, both))
                .isInstanceOf(ImportException.class)
                .hasMessageStartingWith("/dest takes A.b.. for a.b: ");
        assertThat(missing(TELLS_CASE, both)).isEqualTo(2);
    }

    @Test
    void refusesNamesThatWouldBeTheImportersOwn() throws Exception {
        TestImage own = TestImage.u64().with(".Payload_Import.lock", "");
        assertThatThrownBy(() -> missing(IGNORES_CASE, own))
                .isInstanceOf(ImportException.class)
                .hasMessageStartingWith("/dest takes .Payload_Import.lock for .payload_import...: ");
        assertThat(missing(TELLS_CASE, own)).isEqualTo(1);
    }

    @Test
    void refusesNamesThatTurnOutToBeOneFile() throws Exception {
        Path image = TestImage.u64()
                .with("longname.txt", "1")
                .with("LONGNA~1.TXT", "1")
                .write(temp.resolve("image"));
        try (FileSystem system = Jimfs.newFileSystem(IGNORES_CASE);
                Source source = Source.open(new Disk(image.toString(), 0, null))) {
            Path folder = Files.createDirectory(system.getPath("/dest"));
            Path file = Files.writeString(folder.resolve("longname.txt"), "1");
            // Another name for the same file, which is what vfat's short names are.
            Path other = Files.createLink(folder.resolve("LONGNA~1.TXT"), file);
            Destination destination = new Destination(folder);
            Payload payload = Payload.merge(List.of(source));

            assertThatThrownBy(() -> payload.checkFilesAreApart(destination))
                    .isInstanceOf(ImportException.class)
                    .hasMessageStartingWith("/dest takes LONGNA~1.TXT for longname.txt: ");
            Files.delete(other);
            Files.writeString(other, "1");
            payload.checkFilesAreApart(destination);
        }
    }

    @Test
    void takesNamesThatDifferInMoreThanCase() throws Exception {
        TestImage image = TestImage.u64().with("a", "1").with("B", "2").with("c", "");
        assertThat(missing(IGNORES_CASE, image, TestImage.u32().with("a", "1"))).isEqualTo(3);
    }
}
