// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.qemu;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.lbpayload.maven.io.ChildProcess;

/** The way in which QEMU executes the guest's instructions. */
public enum Accelerator {
    /** The host's processor executes the instructions, using Linux KVM. */
    KVM("kvm"),
    /** QEMU translates the instructions. The translation is slow but works on every host. */
    TCG("tcg");

    /**
     * The time limit of the test machine in seconds. With a working KVM, the test machine ends after about 0.1 s. In a
     * virtual machine whose KVM emulates each instruction, the test machine took 5 s, longer than with TCG.
     */
    private static final int TRIAL_SECONDS = 2;

    /** 16-bit code: {@code mov dx,0xf4; mov al,0x10; out dx,al}, then {@code hlt} in a loop. */
    private static final byte[] BOOT_CODE = {
        (byte) 0xba, (byte) 0xf4, 0, (byte) 0xb0, 0x10, (byte) 0xee, (byte) 0xf4, (byte) 0xeb, (byte) 0xfd
    };

    /** QEMU's exit code if the boot code runs: the device isa-debug-exit doubles the written value and adds one. */
    private static final int EXPECTED_EXIT_CODE = (0x10 << 1) | 1;

    private final String qemuName;

    Accelerator(String qemuName) {
        this.qemuName = qemuName;
    }

    String qemuName() {
        return qemuName;
    }

    /**
     * Returns {@link #KVM} if KVM works on this host, otherwise {@link #TCG}. The file /dev/kvm can exist although KVM
     * does not work, so this method boots a test machine, which must end within two seconds.
     *
     * @param executable the QEMU program
     * @throws QemuException if QEMU cannot be started
     */
    public static Accelerator detect(String executable) throws QemuException, InterruptedException {
        try {
            Path bootSector = Files.createTempFile("lbpayload-kvm-trial", ".raw");
            try {
                byte[] sector = Arrays.copyOf(BOOT_CODE, 512);
                sector[510] = 0x55;
                sector[511] = (byte) 0xaa;
                Files.write(bootSector, sector);
                return exits(command(executable, bootSector)) ? KVM : TCG;
            } finally {
                Files.delete(bootSector);
            }
        } catch (IOException e) {
            throw QemuRun.cannotStart(executable, e);
        }
    }

    private static List<String> command(String executable, Path bootSector) {
        String file = bootSector.toAbsolutePath().toString().replace(",", ",,");
        return List.of(
                executable,
                "-machine",
                "pc",
                "-accel",
                KVM.qemuName,
                "-m",
                "16M",
                "-no-user-config",
                "-nodefaults",
                "-display",
                "none",
                "-monitor",
                "none",
                "-device",
                "isa-debug-exit,iobase=0xf4,iosize=4",
                "-drive",
                "if=floppy,format=raw,readonly=on,file=" + file);
    }

    private static boolean exits(List<String> command) throws IOException, InterruptedException {
        try (ChildProcess child = ChildProcess.start(command)) {
            return child.process().waitFor(TRIAL_SECONDS, TimeUnit.SECONDS)
                    && child.process().exitValue() == EXPECTED_EXIT_CODE;
        }
    }
}
