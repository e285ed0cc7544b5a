// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.early;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lbpayload.maven.qemu.Accelerator;
import org.lbpayload.maven.qemu.DiskBus;
import org.lbpayload.maven.qemu.Drive;
import org.lbpayload.maven.qemu.QemuMachine;
import org.lbpayload.maven.qemu.QemuRun;

/**
 * Test that boots a tiny early image with the real builder-hex0 in QEMU. Instead of kaem, the image starts a program
 * that prints files. {@code -Dlbpayload.checkout=DIRECTORY} names a checkout of live-bootstrap with its submodules.
 */
class BuilderHex0BootTest {
    private static final int ADDRESS = 0x08048000;
    private static final int ENTRY = 0x54;

    /**
     * With a line feed, this line fills an eighth of a sector. The BIOS would wrap a line of more than 80 characters.
     */
    private static final String SECTOR_LINE = "x".repeat(63);

    /** Machine code that prints each file in the list after the code. LIST is the absolute address of the list. */
    private static final String CODE = """
            be LIST        # esi = list
            80 3e 00       # next: the list ends with an empty name
            74 36          # exit
            89 f3 31 c9 31 d2 6a 05 58 cd 80 # eax = open(esi, 0, 0)
            89 c7          # edi = eax
            6a 00          # a byte on the stack
            89 fb 89 e1 6a 01 5a 6a 03 58 cd 80 # read: eax = read(edi, esp, 1)
            85 c0 7e 0f    # end of the file
            6a 01 5b 89 e1 6a 01 5a 6a 04 58 cd 80 # write(1, esp, 1)
            eb e1          # read
            58             # removes the byte
            ac 84 c0 75 fb # skips the name
            eb c5          # next
            31 db 6a 01 58 cd 80 # exit: exit(0)
            """;

    @TempDir
    Path directory;

    @Test
    @Timeout(300)
    void bootsTinyImageWithSecondDisk() throws Exception {
        String name = System.getProperty("lbpayload.checkout", "");
        assumeTrue(!name.isEmpty(), "-Dlbpayload.checkout does not name a checkout of live-bootstrap");
        Path real = Path.of(name).toAbsolutePath();
        Path tiny = Files.createDirectory(directory.resolve("tiny"));
        for (String stage : List.of(DiskImageWriter.STAGE_1, DiskImageWriter.STAGE_2)) {
            write(tiny.resolve("builder-hex0/" + stage), Files.readString(real.resolve("builder-hex0/" + stage)));
        }
        Path stage0 = tiny.resolve("seed/stage0-posix");
        write(
                stage0.resolve("x86/hex0_x86.hex0"),
                Files.readString(real.resolve("seed/stage0-posix/x86/hex0_x86.hex0")));
        write(stage0.resolve("kaem.x86"), "first\n");
        write(stage0.resolve("with blanks/in its name"), "blanks\n");
        write(tiny.resolve("seed/one sector"), (SECTOR_LINE + "\n").repeat(8));
        write(tiny.resolve("steps/empty"), "");
        write(tiny.resolve("steps/a/b/c/deep"), "deep\n");
        Path early = directory.resolve("early");
        write(early.resolve("steps/bootstrap.cfg"), "A=1\n");
        write(early.resolve("external/distfiles/last"), "src 7 ./no record\nBOOTED\n");
        write(
                stage0.resolve("x86/kaem-minimal.hex0"),
                program(
                        "/kaem.x86",
                        "/with blanks/in its name",
                        "/one sector",
                        "/steps/empty",
                        "/steps/a/b/c/deep",
                        "/steps/bootstrap.cfg",
                        "/external/distfiles/last"));
        Path image = directory.resolve("early.img");
        new Checkout(tiny.resolve("steps")).writeImage(early, 64 << 20, image, limit -> {}, () -> {});
        Path payload = directory.resolve("payload.img");
        byte[] payloadBytes = "LBPAYLD1".repeat(1 << 15).getBytes(StandardCharsets.US_ASCII);
        Files.write(payload, payloadBytes);

        List<String> lines = new ArrayList<>();
        QemuMachine machine = new QemuMachine(
                "qemu-system-x86_64",
                Accelerator.TCG,
                2048,
                1,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(
                        new Drive(image, DiskBus.IDE, Drive.Access.WRITABLE, true),
                        new Drive(payload, DiskBus.IDE, Drive.Access.WRITABLE, false)),
                List.of());
        new QemuRun("BOOTED", Duration.ofMinutes(4), directory.resolve("qemu.log"), lines::add).run(machine.command());

        assertThat(lines)
                .containsSubsequence("first", "blanks", SECTOR_LINE, SECTOR_LINE)
                .endsWith(SECTOR_LINE, "deep", "A=1", "src 7 ./no record", "BOOTED");
        assertThat(payload).hasBinaryContent(payloadBytes);
    }

    /** Returns the hexadecimal text of a Linux program for i386 that prints the files. */
    private static String program(String... files) {
        byte[] list = (String.join("\0", files) + "\0\0").getBytes(StandardCharsets.US_ASCII);
        String code = CODE.replaceAll("#.*", "").replaceAll("\\s", "");
        int length = ENTRY + code.replace("LIST", "00000000").length() / 2;
        ByteBuffer header = ByteBuffer.allocate(ENTRY).order(ByteOrder.LITTLE_ENDIAN);
        header.put(HexFormat.of().parseHex("7f454c46010101000000000000000000"));
        header.putShort((short) 2).putShort((short) 3).putInt(1); // an executable for i386
        header.putInt(ADDRESS + ENTRY).putInt(0x34).putInt(0).putInt(0);
        header.putShort((short) 0x34)
                .putShort((short) 0x20)
                .putShort((short) 1)
                .putInt(0)
                .putShort((short) 0);
        header.putInt(1).putInt(0).putInt(ADDRESS).putInt(ADDRESS);
        header.putInt(length + list.length)
                .putInt(length + list.length)
                .putInt(7)
                .putInt(1);
        String address = HexFormat.of().toHexDigits(Integer.reverseBytes(ADDRESS + length));
        return "# prints files\n" + HexFormat.of().formatHex(header.array()) + "\n" + code.replace("LIST", address)
                + "\n" + HexFormat.of().formatHex(list) + "\n";
    }

    private static void write(Path file, String content) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }
}
