// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.lbpayload.format.Layout;

/**
 * Tests of the search for disks in a mount namespace with an empty /dev. In the namespace, /sys and /proc/partitions
 * list loop devices under the names sda, sdb and so on.
 */
@Tag("root")
class ScanIT {
    /** The device number of the 256th SCSI disk, which does not exist. */
    private static final String ABSENT = "135:240";

    private RootFixture fixture;
    private Path sys;
    private Path partitions;
    private Path dest;
    private final List<String> nodes = new ArrayList<>();

    @BeforeEach
    void setUp() throws Exception {
        fixture = new RootFixture();
        sys = Files.createDirectories(fixture.root().resolve("sys/block")).getParent();
        partitions = Files.writeString(fixture.root().resolve("partitions"), "");
        dest = fixture.root().resolve("dest");
    }

    @AfterEach
    void tearDown() throws Exception {
        fixture.undo();
    }

    /** Creates a loop device with a payload image and returns its device number. */
    private String payload(String name, Map<String, byte[]> files) throws Exception {
        Path image = fixture.root().resolve(name);
        WrittenImage.write(image, Layout.U64, files);
        return number(fixture.loop(image));
    }

    private String number(Path loop) throws IOException {
        return Files.readString(Path.of("/sys/block", loop.getFileName().toString(), "dev"))
                .trim();
    }

    private void list(String name, String number) throws IOException {
        Path disk = Files.createDirectories(sys.resolve("block").resolve(name));
        Files.writeString(disk.resolve("dev"), number + "\n");
    }

    /** Runs the jar in the namespace, and appends a list of the device nodes to the output. */
    private JarRun runInNamespace(Object... words) throws Exception {
        StringBuilder script = new StringBuilder("set -e\n")
                .append("mount --bind ")
                .append(sys)
                .append(" /sys\n")
                .append("mount --bind ")
                .append(partitions)
                .append(" /proc/partitions\n")
                .append("mount -t tmpfs tmpfs /dev\n")
                .append("mknod /dev/null c 1 3\n");
        for (String node : nodes) {
            script.append("mknod /dev/").append(node).append('\n');
        }
        script.append("status=0\n");
        for (String word : JarRun.command("32m", words)) {
            script.append('\'').append(word).append("' ");
        }
        script.append("|| status=$?\n")
                .append("cd /dev\n")
                .append("for node in *; do stat -c '%n %a %F' $node; done\n")
                .append("exit $status\n");
        Path file = fixture.root().resolve("run.sh");
        Files.writeString(file, script, StandardCharsets.UTF_8);
        return JarRun.ofCommand("unshare", "--mount", "sh", file);
    }

    @Test
    void findsDiskInSysfsAndCreatesItsNode() throws Exception {
        Path other = Files.write(fixture.root().resolve("other"), new byte[4096]);
        list("sda", number(fixture.loop(other)));
        list("sdb", payload("payload.img", Map.of("a", new byte[10])));
        list("loop7", "7:7");

        JarRun run = runInNamespace(dest);

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(dest.resolve("a")).hasBinaryContent(new byte[10]);
        assertThat(run.out())
                .contains("reading 1 file from /dev/sdb")
                .contains("sda 600 block special file", "sdb 600 block special file")
                .doesNotContain("loop7");
    }

    @Test
    void printsResultForEveryDisk() throws Exception {
        Path other = Files.write(fixture.root().resolve("other"), new byte[4096]);
        Path cut = Files.writeString(fixture.root().resolve("cut"), "LBPAYLD1\1\0\0\0\0\0\0\0" + "\0".repeat(1008));
        list("sdaa", payload("payload.img", Map.of("a", new byte[10])));
        list("sda", number(fixture.loop(other)));
        list("sdb", number(fixture.loop(cut)));
        list("sdc", ABSENT);

        JarRun run = runInNamespace("--scan");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out().lines().limit(4))
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("/dev/sda: no payload, no magic"),
                        line -> assertThat(line)
                                .startsWith("/dev/sdb: malformed payload image ")
                                .contains("offset 16"),
                        line -> assertThat(line).startsWith("/dev/sdc: cannot be read: "),
                        line -> assertThat(line).startsWith("/dev/sdaa: payload: u64, 1 file, "));
    }

    @Test
    void findsDiskInProcPartitions() throws Exception {
        String number = payload("payload.img", Map.of("a", new byte[10]));
        Files.writeString(partitions, "major minor  #blocks  name\n\n" + number.replace(':', ' ') + " 4 nvme0n1p2\n");

        JarRun run = runInNamespace(dest);

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).contains("reading 1 file from /dev/nvme0n1p2");
        assertThat(dest.resolve("a")).hasBinaryContent(new byte[10]);
    }

    @Test
    void findsDiskByNode() throws Exception {
        String number = payload("payload.img", Map.of("a", new byte[10]));
        nodes.add("mmcblk0 b " + number.replace(':', ' '));
        nodes.add("sdz b " + ABSENT.replace(':', ' '));

        JarRun run = runInNamespace(dest);

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).contains("reading 1 file from /dev/mmcblk0");
        assertThat(dest.resolve("a")).hasBinaryContent(new byte[10]);
    }

    @Test
    void importsAllPayloadDisks() throws Exception {
        list("sdb", payload("one.img", Map.of("a", new byte[10], "same", new byte[20])));
        list("vda", payload("two.img", Map.of("b", new byte[30], "same", new byte[20])));

        JarRun run = runInNamespace(dest);

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).containsSubsequence("from /dev/sdb", "from /dev/vda");
        assertThat(dest.resolve("a")).hasSize(10);
        assertThat(dest.resolve("b")).hasSize(30);
        assertThat(dest.resolve("same")).hasSize(20);
        assertThat(dest.resolve(".payload_imported")).content().hasLineCount(2);
    }

    @Test
    void writesNothingIfDisksConflict() throws Exception {
        list("sdb", payload("one.img", Map.of("a", new byte[10], "same", new byte[20])));
        list("vda", payload("two.img", Map.of("b", new byte[30], "same", new byte[21])));

        JarRun run = runInNamespace(dest);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err().lines()).hasSize(1);
        assertThat(run.err()).contains("/dev/sdb", "/dev/vda", "same");
        assertThat(dest).doesNotExist();
    }

    @Test
    void exitsWith2IfNoDiskHasPayload() throws Exception {
        list("sda", number(fixture.loop(Files.write(fixture.root().resolve("other"), new byte[4096]))));

        JarRun run = runInNamespace(dest);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("no payload disk found");
        assertThat(dest).doesNotExist();
    }

    private void writeMarker(String text) throws IOException {
        Files.writeString(Files.createDirectories(dest).resolve(".payload_imported"), text);
    }

    @Test
    void needsNoDiskIfPayloadWasImportedEarlier() throws Exception {
        list("sda", ABSENT);
        writeMarker("1".repeat(64) + "\n");

        JarRun any = runInNamespace(dest);
        JarRun pinned = runInNamespace("--id", "1".repeat(64), dest);

        assertThat(any.exitCode()).as(any.err()).isZero();
        assertThat(any.out()).contains("nothing to do", "a payload was imported earlier");
        assertThat(pinned.exitCode()).as(pinned.err()).isZero();
        assertThat(pinned.out()).contains("nothing to do", "a payload was imported earlier");
    }

    @Test
    void ignoresOtherDiskIfPayloadWasImportedEarlier() throws Exception {
        list("sda", payload("other.img", Map.of("a", new byte[10])));
        writeMarker("1".repeat(64) + "\n");

        JarRun pinned = runInNamespace("--id", "1".repeat(64), dest);
        JarRun absent = runInNamespace("--id", "1".repeat(64), "--id", "2".repeat(64), dest);

        assertThat(pinned.exitCode()).as(pinned.err()).isZero();
        assertThat(pinned.out()).contains("ignoring /dev/sda", "nothing to do", "a payload was imported earlier");
        assertThat(dest.resolve("a")).doesNotExist();
        assertThat(absent.exitCode()).isEqualTo(1);
        assertThat(absent.err()).contains("no disk contains payload ");
    }

    @Test
    void needsDiskIfOtherPayloadWasImportedEarlier() throws Exception {
        for (String marker : new String[] {"1".repeat(64) + "\n", ""}) {
            writeMarker(marker);

            JarRun run = runInNamespace("--id", "2".repeat(64), dest);

            assertThat(run.exitCode()).as(run.out()).isEqualTo(2);
            assertThat(run.err()).contains("no payload disk found");
        }
    }

    @Test
    void failsIfPinnedPayloadMayBeOnUnreadableDisk() throws Exception {
        list("sda", ABSENT);
        writeMarker("1".repeat(64) + "\n");

        JarRun run = runInNamespace("--id", "2".repeat(64), dest);

        assertThat(run.exitCode()).as(run.out()).isEqualTo(1);
        assertThat(run.err()).contains("/dev/sda", "no payload disk found, but a disk");
    }

    @Test
    void failsIfDiskCannotBeRead() throws Exception {
        list("sda", ABSENT);

        JarRun run = runInNamespace(dest);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("/dev/sda", "No such device or address");
        assertThat(dest).doesNotExist();
    }
}
