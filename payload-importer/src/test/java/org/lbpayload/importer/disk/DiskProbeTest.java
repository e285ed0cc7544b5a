// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lbpayload.format.Layout;
import org.lbpayload.importer.WrittenImage;

class DiskProbeTest {
    @TempDir
    Path root;

    private FakeMachine machine;
    private byte[] image;

    @BeforeEach
    void setUp() throws IOException {
        machine = new FakeMachine(root);
        Path file = root.resolve("payload.img");
        WrittenImage.write(
                file, Layout.U64, Collections.singletonMap("a.tar", "data".getBytes(StandardCharsets.US_ASCII)));
        image = Files.readAllBytes(file);
    }

    private DiskProbe probe() {
        return new DiskProbe(machine.opener);
    }

    private ProbeResult sdaWith(byte[] content) throws IOException {
        machine.disk("sda", "8:0", content.length / 512, "0");
        machine.node("sda", "8:0", content);
        return probe().probe(machine.lister().list().get(0), 0);
    }

    @Test
    void acceptsDiskWithValidIndex() throws IOException {
        ProbeResult sda = sdaWith(image);

        assertThat(sda.verdict()).isEqualTo(ProbeResult.Verdict.PAYLOAD);
        assertThat(sda)
                .hasToString(machine.dev.resolve("sda") + ": payload: u64, 1 file, " + image.length + " bytes, id "
                        + sda.payloadId());
    }

    @ParameterizedTest
    @CsvSource({"0, TOO_SMALL", "8, TOO_SMALL", "11, TOO_SMALL", "12, NO_MAGIC", "4096, NO_MAGIC"})
    void recognizesDiskWithoutImage(int size, ProbeResult.Verdict verdict) throws IOException {
        machine.disk("sda", "8:0", 0, "0");
        machine.node("sda", "8:0", new byte[size]);

        ProbeResult sda = probe().probe(machine.lister().list().get(0), 0);

        assertThat(sda.verdict()).isEqualTo(verdict);
        assertThat(sda.payloadId()).isNull();
        assertThat(sda.isDoubtful()).isFalse();
    }

    @Test
    void reportsMalformedImageWithMagic() throws IOException {
        ProbeResult sda = sdaWith(Arrays.copyOf(image, 40));

        assertThat(sda.verdict()).isEqualTo(ProbeResult.Verdict.MALFORMED);
        assertThat(sda.reason()).contains("offset 24", "a.tar");
        assertThat(sda.isDoubtful()).isTrue();
    }

    @Test
    void readsImageAtOffset() throws IOException {
        byte[] larger = new byte[1024 + image.length];
        System.arraycopy(image, 0, larger, 1024, image.length);
        machine.disk("sda", "8:0");
        machine.node("sda", "8:0", larger);
        Device sda = machine.lister().list().get(0);

        assertThat(probe().probe(sda, 1024).verdict()).isEqualTo(ProbeResult.Verdict.PAYLOAD);
        assertThat(probe().probe(sda, 0).verdict()).isEqualTo(ProbeResult.Verdict.NO_MAGIC);
        assertThat(probe().probe(sda, larger.length).verdict()).isEqualTo(ProbeResult.Verdict.TOO_SMALL);
        assertThat(probe().probe(sda, Long.MAX_VALUE).verdict()).isEqualTo(ProbeResult.Verdict.TOO_SMALL);
    }

    @Test
    void reportsDiskOfUnexpectedSizeZero() throws IOException {
        machine.disk("sda", "8:0", 2048, "0");
        machine.node("sda", "8:0", new byte[0]);

        ProbeResult sda = probe().probe(machine.lister().list().get(0), 0);

        assertThat(sda.verdict()).isEqualTo(ProbeResult.Verdict.UNREADABLE);
        assertThat(sda.reason()).contains("1048576 bytes", "found 0");
    }

    @ParameterizedTest
    @CsvSource({"0, NO_MEDIUM", "8, UNREADABLE"})
    void recognizesEmptyDrive(int sectors, ProbeResult.Verdict verdict) throws IOException {
        machine.disk("sr0", "11:0", sectors, "1");
        Path node = machine.node("sr0", "11:0", new byte[0]);
        Files.delete(node);
        // A socket cannot be opened as a file, not even by root.
        try (ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            socket.bind(UnixDomainSocketAddress.of(node));

            ProbeResult drive = probe().probe(machine.lister().named(node), 0);

            assertThat(drive.verdict()).isEqualTo(verdict);
            assertThat(drive.reason()).contains("No such device or address");
            assertThat(drive.isDoubtful()).isEqualTo(sectors > 0);
        }
    }

    @Test
    void refusesToOpenOtherFileTypes() throws Exception {
        Path fifo = root.resolve("fifo");
        assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor())
                .isZero();

        for (Path path : Arrays.asList(fifo, root, Path.of("/dev/null"), root.resolve("absent"))) {
            ProbeResult result = probe().probe(Device.named(path), 0);

            assertThat(result.verdict()).isEqualTo(ProbeResult.Verdict.UNREADABLE);
        }
    }

    @Test
    void reportsMissingNodeAndProgram() throws IOException {
        machine.disk("sda", "8:0");

        ProbeResult sda = probe().probe(machine.lister().list().get(0), 0);

        assertThat(sda.verdict()).isEqualTo(ProbeResult.Verdict.UNREADABLE);
        assertThat(sda.reason())
                .contains("node is missing", "mknod " + machine.dev.resolve("sda") + " b 8 0")
                .doesNotContain("\n");
    }

    @Test
    void createsMissingNodeAndReadsDisk() throws IOException {
        machine.disk("cciss!c0d0", "104:0", image.length / 512, "1");
        Path node = machine.dev.resolve("cciss/c0d0");
        machine.opener.numbers.put(node, DeviceNumber.parse("104:0"));
        Path program = root.resolve("bin/mknod");
        FakeMachine.write(
                program,
                "#!/bin/sh\n[ \"$*\" = \"-m 600 " + node + " b 104 0\" ] && cp " + root.resolve("payload.img")
                        + " $3\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        DiskProbe probe = new DiskProbe(machine.opener.withPrograms(program.getParent()));

        ProbeResult disk = probe.probe(machine.lister().list().get(0), 0);

        assertThat(disk.verdict()).as(disk.reason()).isEqualTo(ProbeResult.Verdict.PAYLOAD);
    }

    @Test
    void searchesPathForProgram() throws IOException {
        Path node = machine.dev.resolve("sda");
        Path program = root.resolve("bin/mknod");
        FakeMachine.write(program, "#!/bin/sh\necho \"$*\" > " + root.resolve("words"));
        assertThat(program.toFile().setExecutable(true)).isTrue();

        NodeMaker.ofSystem("/nowhere:" + program.getParent()).make(node, DeviceNumber.parse("8:16"));

        assertThat(root.resolve("words")).hasContent("-m 600 " + node + " b 8 16\n");
    }

    @Test
    void createsNodeWithBusybox() throws IOException {
        machine.disk("sda", "8:0", image.length / 512, "1");
        Path node = machine.dev.resolve("sda");
        machine.opener.numbers.put(node, DeviceNumber.parse("8:0"));
        Path program = root.resolve("bin/busybox");
        FakeMachine.write(program, "#!/bin/sh\n[ \"$1\" = mknod ] && cp " + root.resolve("payload.img") + " $4\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        DiskProbe probe = new DiskProbe(machine.opener.withPrograms(program.getParent()));

        assertThat(probe.probe(machine.lister().list().get(0), 0).verdict()).isEqualTo(ProbeResult.Verdict.PAYLOAD);
    }

    @Test
    void reportsOutputOfMknod() throws IOException {
        machine.disk("sda", "8:0");
        Path program = root.resolve("bin/mknod");
        FakeMachine.write(program, "#!/bin/sh\nprintf 'mknod: \\033[31mno\\n' >&2\nyes | head -c 200000\nexit 3\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        DiskProbe probe = new DiskProbe(machine.opener.withPrograms(program.getParent()));

        ProbeResult sda = probe.probe(machine.lister().list().get(0), 0);

        assertThat(sda.verdict()).isEqualTo(ProbeResult.Verdict.UNREADABLE);
        assertThat(sda.reason()).contains("status 3", "mknod: \\u001b[31mno").hasSizeLessThan(1500);
    }

    @Test
    void refusesNodeOfOtherDevice() throws IOException {
        machine.disk("vda", "254:0");
        machine.node("vda", "253:0", image);

        ProbeResult vda = probe().probe(machine.lister().list().get(0), 0);

        assertThat(vda.verdict()).isEqualTo(ProbeResult.Verdict.UNREADABLE);
        assertThat(vda.reason()).contains("253:0", "254:0");
    }

    @Test
    void reportsEveryDiskInDeviceOrder() throws IOException {
        machine.disk("sdaa", "65:160", image.length / 512, "0");
        machine.node("sdaa", "65:160", image);
        machine.disk("sdb", "8:16", image.length / 512, "0");
        machine.node("sdb", "8:16", image);
        machine.disk("sda", "8:0", 8, "0");
        machine.node("sda", "8:0", new byte[4096]);
        machine.disk("hda", "3:0", 8, "0");
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        ScanReport report = ScanReport.of(machine.lister().list(), probe());
        report.print(new PrintStream(out, true, "UTF-8"));

        assertThat(names(report.results())).isEqualTo("hda sda sdb sdaa ");
        assertThat(names(report.payloads())).isEqualTo("sdb sdaa ");
        assertThat(names(report.doubtful())).isEqualTo("hda ");
        assertThat(out.toString("UTF-8").split("\n"))
                .hasSize(4)
                .satisfies(
                        lines -> assertThat(lines[1])
                                .isEqualTo(
                                        machine.dev.resolve("sda")
                                                + ": no payload, no magic: expected LBPAYLD1 at offset 0, found other bytes (4096 bytes)"));
    }

    @Test
    void escapesHostileNames() throws IOException {
        Path node = machine.node("sd\u001b]0;owned\u0007\nx", "8:0", new byte[4096]);
        assertThat(node).exists();

        ProbeResult result = probe().probe(machine.lister().list().get(0), 0);

        assertThat(result.toString()).doesNotContain("\u001b", "\u0007", "\n").contains("\\u001b]0;owned");
    }

    private static String names(List<ProbeResult> results) {
        StringBuilder names = new StringBuilder();
        for (ProbeResult result : results) {
            names.append(result.device().name()).append(' ');
        }
        return names.toString();
    }
}
