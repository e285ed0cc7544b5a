// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.boot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What runs the guest's instructions. */
public enum Accelerator {
    /** The host's processor, through Linux's KVM. */
    KVM("kvm"),
    /** QEMU's own translator: slow, and works everywhere. */
    TCG("tcg");

    /**
     * Long for a machine whose KVM works (a tenth of a second), short for one where it is there and does nothing:
     * nested virtualisation that emulates every instruction has been seen to take five seconds for these few.
     */
    private static final int TRIAL_SECONDS = 2;

    /** 16-bit code: {@code mov dx,0xf4; mov al,0x10; out dx,al}, then {@code hlt} for good. */
    private static final byte[] LEAVE = {
        (byte) 0xba, (byte) 0xf4, 0, (byte) 0xb0, 0x10, (byte) 0xee, (byte) 0xf4, (byte) 0xeb, (byte) 0xfd
    };

    /** isa-debug-exit ends QEMU with the value written, times two, plus one. */
    private static final int LEFT = (0x10 << 1) | 1;

    private final String qemuName;

    Accelerator(String qemuName) {
        this.qemuName = qemuName;
    }

    String qemuName() {
        return qemuName;
    }

    /**
     * KVM where it works, else TCG. That /dev/kvm is there proves nothing, so a boot sector that switches the machine
     * off at once is really run, for two seconds at most.
     *
     * @param executable the QEMU to try
     * @throws BootException if QEMU cannot be started at all
     * @throws InterruptedException if the thread is interrupted meanwhile
     */
    public static Accelerator best(String executable) throws BootException, InterruptedException {
        try {
            Path bootSector = Files.createTempFile("lbpayload-kvm-trial", ".raw");
            try {
                byte[] sector = Arrays.copyOf(LEAVE, 512);
                sector[510] = 0x55;
                sector[511] = (byte) 0xaa;
                Files.write(bootSector, sector);
                return leaves(trial(executable, bootSector)) ? KVM : TCG;
            } finally {
                Files.delete(bootSector);
            }
        } catch (IOException e) {
            throw new BootException("cannot try KVM with " + executable + ": " + e, e);
        }
    }

    private static List<String> trial(String executable, Path bootSector) {
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

    private static boolean leaves(List<String> command) throws BootException, InterruptedException {
        try (ChildProcess child = ChildProcess.start(command)) {
            return child.process().waitFor(TRIAL_SECONDS, TimeUnit.SECONDS)
                    && child.process().exitValue() == LEFT;
        }
    }
}
