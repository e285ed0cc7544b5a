// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer;

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

/** From the disks of a machine, or the one that is named, to those to import from. */
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
        return new DiskSearch(
                machine.nodes, machine.finder(), new DiskProbe(machine.nodes, new NodeMaker(List.<Path>of())));
    }

    private Path disk(String name, String number, String rotational, byte[] content) throws IOException {
        machine.disk(name, number, content.length / 512, rotational);
        return machine.node(name, number, content);
    }

    @Test
    void findsPayloadDisksInDeviceOrderAndKnowsWhichRotate() throws Exception {
        Path sdb = disk("sdb", "8:16", "1", IMAGE);
        Path sda = disk("sda", "8:0", "0", IMAGE);
        disk("sdc", "8:32", "1", new byte[4096]);

        List<Disk> disks = search().find(false, true, report);

        assertThat(disks).extracting(Disk::path).containsExactly(sda.toString(), sdb.toString());
        assertThat(disks).extracting(Disk::rotational).containsExactly(false, true);
        assertThat(disks).extracting(Disk::offset).containsOnly(0L);
        assertThat(warnings.toString(UTF_8)).isEmpty();
    }

    @Test
    void findsNothingWhereThereIsNothing() throws Exception {
        disk("sda", "8:0", "0", new byte[4096]);
        assertThat(search().find(false, true, report)).isEmpty();
    }

    @Test
    void failsWhereADiskIsDamagedThoughAnotherIsGood() throws Exception {
        Path sda = disk("sda", "8:0", "0", Arrays.copyOf(IMAGE, 39));
        disk("sdb", "8:16", "0", IMAGE);
        assertThatThrownBy(() -> search().find(false, true, report))
                .isInstanceOf(ImportException.class)
                .hasMessageStartingWith(sda + ": malformed: ")
                .hasMessageEndingWith(": write it again, or name what is to be imported by --id or --device");
    }

    @Test
    void warnsOfADamagedDiskWhereThePayloadsAreNamed() throws Exception {
        Path sda = disk("sda", "8:0", "0", Arrays.copyOf(IMAGE, 39));
        assertThatThrownBy(() -> search().find(false, false, report))
                .isInstanceOf(ImportException.class)
                .hasMessageStartingWith("no payload disk found, but one may be among those that cannot be read or are"
                        + " malformed: " + sda + ": malformed: ");
        disk("sdb", "8:16", "0", IMAGE);
        warnings.reset();
        assertThat(search().find(false, false, report)).hasSize(1);
        assertThat(warnings.toString(UTF_8)).startsWith("payload-import: " + sda + ": malformed: ");
    }

    @Test
    void warnsOfADamagedDiskWhereAPayloadWasImportedBefore() throws Exception {
        Path sda = disk("sda", "8:0", "0", Arrays.copyOf(IMAGE, 39));
        assertThat(search().find(true, true, report)).isEmpty();
        assertThat(warnings.toString(UTF_8)).startsWith("payload-import: " + sda + ": malformed: ");
        disk("sdb", "8:16", "0", IMAGE);
        assertThatThrownBy(() -> search().find(true, true, report)).hasMessageStartingWith(sda + ": malformed: ");
    }

    @Test
    void failsWhereTheDisksCannotBeListed() throws IOException {
        Files.createDirectories(machine.proc.resolve("partitions"));
        assertThatThrownBy(() -> search().scan())
                .isInstanceOf(ImportException.class)
                .hasMessageStartingWith("cannot look for disks: cannot read ");
    }

    @Test
    void knowsOfANamedDiskWhetherItRotatesAndKeepsTheOffset() throws Exception {
        byte[] behind = new byte[512 + IMAGE.length];
        System.arraycopy(IMAGE, 0, behind, 512, IMAGE.length);
        Path sda = disk("sda", "8:0", "1", behind);

        Disk disk = search().named(new Disk(sda.toString(), 512, null));

        assertThat(disk.path()).isEqualTo(sda.toString());
        assertThat(disk.offset()).isEqualTo(512);
        assertThat(disk.rotational()).isTrue();
    }

    @Test
    void refusesANamedDiskThatHoldsNoPayload() throws Exception {
        Path sda = disk("sda", "8:0", "1", new byte[4096]);
        assertThatThrownBy(() -> search().named(new Disk(sda.toString(), 0, null)))
                .isInstanceOf(ImportException.class)
                .hasMessageStartingWith(sda + ": no payload, no magic: ");
    }

    @Test
    void takesANamedDeviceThatIsListedNowhere() throws Exception {
        Path node = Files.write(root.resolve("my-disk"), IMAGE);
        machine.nodes.numbers.put(node, DeviceNumber.parse("240:0"));
        Disk named = new Disk(node.toString(), 0, null);
        assertThat(search().named(named)).isSameAs(named);
        Disk absent = new Disk(root.resolve("absent").toString(), 0, null);
        assertThat(search().named(absent)).as("opening it says what is wrong").isSameAs(absent);
    }

    @Test
    void refusesWhatIsNoDevice() {
        assertThatThrownBy(() -> search().named(new Disk(root.toString(), 0, null)))
                .isInstanceOf(ImportException.class)
                .hasMessageStartingWith(root + " is neither a disk nor a file: ");
    }
}
