// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer.disk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lbpayload.importer.TestImage;
import org.lbpayload.importer.disk.DiskSearch.Selection;
import org.lbpayload.importer.report.ImportException;
import org.lbpayload.importer.report.Report;
import org.lbpayload.importer.report.TextReport;

/** Tests of the search for payload disks, and of disks that the user names. */
class DiskSearchTest {
    private static final byte[] IMAGE = TestImage.u64().with("a", "content").bytes();

    @TempDir
    Path root;

    private final ByteArrayOutputStream warnings = new ByteArrayOutputStream();
    private FakeMachine machine;
    private Report report;

    @BeforeEach
    void setUp() throws IOException {
        machine = new FakeMachine(root);
        PrintStream print = new PrintStream(warnings, true, UTF_8);
        report = new TextReport(print, print, true, null);
    }

    private DiskSearch search() {
        return new DiskSearch(machine.opener, machine.lister());
    }

    private Path disk(String name, String number, String rotational, byte[] content) throws IOException {
        machine.disk(name, number, content.length / 512, rotational);
        return machine.node(name, number, content);
    }

    @Test
    void findsPayloadDisksInDeviceOrder() throws Exception {
        Path sdb = disk("sdb", "8:16", "1", IMAGE);
        Path sda = disk("sda", "8:0", "0", IMAGE);
        disk("sdc", "8:32", "1", new byte[4096]);

        List<ImageLocation> disks = search().find(Selection.ALL_PAYLOADS, report);

        assertThat(disks)
                .extracting(location -> location.path().toString())
                .containsExactly(sda.toString(), sdb.toString());
        assertThat(disks).extracting(ImageLocation::rotational).containsExactly(false, true);
        assertThat(disks).extracting(ImageLocation::offset).containsOnly(0L);
        assertThat(warnings.toString(UTF_8)).isEmpty();
    }

    @Test
    void findsNothingWithoutPayloadDisk() throws Exception {
        disk("sda", "8:0", "0", new byte[4096]);
        assertThat(search().find(Selection.ALL_PAYLOADS, report)).isEmpty();
    }

    @Test
    void failsIfDiskIsMalformed() throws Exception {
        Path sda = disk("sda", "8:0", "0", Arrays.copyOf(IMAGE, 39));
        disk("sdb", "8:16", "0", IMAGE);
        assertThatThrownBy(() -> search().find(Selection.ALL_PAYLOADS, report))
                .isInstanceOf(ImportException.class)
                .hasMessageStartingWith(sda + ": malformed payload image at offset ")
                .hasMessageEndingWith(": write the image again, or select a payload with --id or --device");
    }

    @Test
    void warnsOfMalformedDiskIfPayloadsArePinned() throws Exception {
        Path sda = disk("sda", "8:0", "0", Arrays.copyOf(IMAGE, 39));
        assertThatThrownBy(() -> search().find(Selection.PINNED_PAYLOADS, report))
                .isInstanceOf(ImportException.class)
                .hasMessageStartingWith("no payload disk found, but a disk that is malformed or cannot be read may be"
                        + " one: " + sda + ": malformed payload image");
        disk("sdb", "8:16", "0", IMAGE);
        warnings.reset();
        assertThat(search().find(Selection.PINNED_PAYLOADS, report)).hasSize(1);
        assertThat(warnings.toString(UTF_8))
                .startsWith("payload-import: warning: " + sda + ": malformed payload image ");
    }

    @Test
    void warnsOfMalformedDiskIfPayloadWasImportedEarlier() throws Exception {
        Path sda = disk("sda", "8:0", "0", Arrays.copyOf(IMAGE, 39));
        assertThat(search().findImportedEarlier(Selection.ALL_PAYLOADS, report)).isEmpty();
        assertThat(warnings.toString(UTF_8))
                .startsWith("payload-import: warning: " + sda + ": malformed payload image ");
        disk("sdb", "8:16", "0", IMAGE);
        assertThatThrownBy(() -> search().findImportedEarlier(Selection.ALL_PAYLOADS, report))
                .hasMessageStartingWith(sda + ": malformed payload image ");
    }

    @Test
    void failsIfDisksCannotBeListed() throws IOException {
        Files.createDirectories(machine.proc.resolve("partitions"));
        assertThatThrownBy(() -> search().scan())
                .isInstanceOf(ImportException.class)
                .hasMessageStartingWith("cannot list the disks: cannot read ");
    }

    @Test
    void completesNamedDisk() throws Exception {
        byte[] behind = new byte[512 + IMAGE.length];
        System.arraycopy(IMAGE, 0, behind, 512, IMAGE.length);
        Path sda = disk("sda", "8:0", "1", behind);

        ImageLocation disk = search().locate(new ImageLocation(sda.toString(), 512));

        assertThat(disk.path()).isEqualTo(sda);
        assertThat(disk.offset()).isEqualTo(512);
        assertThat(disk.rotational()).isTrue();
    }

    @Test
    void refusesNamedDiskWithoutPayload() throws Exception {
        Path sda = disk("sda", "8:0", "1", new byte[4096]);
        assertThatThrownBy(() -> search().locate(new ImageLocation(sda.toString(), 0)))
                .isInstanceOf(ImportException.class)
                .hasMessageStartingWith(sda + ": no payload, no magic: ");
    }

    @Test
    void acceptsNamedDeviceThatIsNotListed() throws Exception {
        Path node = Files.write(root.resolve("my-disk"), IMAGE);
        machine.opener.numbers.put(node, DeviceNumber.parse("240:0"));
        ImageLocation named = new ImageLocation(node.toString(), 0);
        assertThat(search().locate(named)).isSameAs(named);
        ImageLocation absent = new ImageLocation(root.resolve("absent").toString(), 0);
        assertThat(search().locate(absent))
                .as("the error is reported when the disk is opened")
                .isSameAs(absent);
    }
}
