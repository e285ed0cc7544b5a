// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.qemu;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lbpayload.maven.io.ShellQuoting;

/**
 * An emulated PC with a serial port on standard output, but without a screen or network card.
 *
 * @param executable the QEMU program, as a path or a name on the PATH: qemu-system-x86_64 or qemu-system-i386
 * @param memory the memory in MiB, at least 1
 * @param cores the number of cores, at least 1
 * @param kernel a Linux kernel, or empty to boot from a drive
 * @param initrd the initramfs of the kernel; requires a kernel
 * @param kernelArguments the command line of the kernel; requires a kernel
 * @param drives the disks in the order of their names in the guest
 * @param extraArguments further QEMU arguments, placed after all other arguments
 */
public record QemuMachine(
        String executable,
        Accelerator accelerator,
        int memory,
        int cores,
        Optional<Path> kernel,
        Optional<Path> initrd,
        Optional<String> kernelArguments,
        List<Drive> drives,
        List<String> extraArguments) {

    /**
     * @throws IllegalArgumentException if {@code memory} or {@code cores} is less than 1, an initramfs or command line
     *     is given without a kernel, or the machine has both a kernel and a boot disk, or neither
     */
    public QemuMachine {
        if (memory < 1 || cores < 1) {
            throw new IllegalArgumentException(
                    "expected at least 1 MiB of memory and 1 core, found " + memory + " MiB and " + cores);
        }
        if (kernel.isEmpty() && (initrd.isPresent() || kernelArguments.isPresent())) {
            throw new IllegalArgumentException("an initramfs or kernel arguments require a kernel: name a kernel");
        }
        if (kernel.isPresent() && drives.stream().anyMatch(Drive::boot)) {
            throw new IllegalArgumentException("expected a kernel or a boot disk, found both: name one of them");
        }
        if (kernel.isEmpty() && drives.stream().noneMatch(Drive::boot)) {
            throw new IllegalArgumentException("expected a kernel or a boot disk, found neither: name one of them");
        }
        drives = List.copyOf(drives);
        extraArguments = List.copyOf(extraArguments);
    }

    /** Returns the command that runs this machine, starting with the executable. */
    public List<String> command() {
        List<String> command = new ArrayList<>(List.of(
                executable,
                "-machine",
                // With graphics=off, the BIOS copies the screen output of boot sectors to the serial port.
                kernel.isPresent() ? "pc" : "pc,graphics=off",
                "-accel",
                accelerator.qemuName(),
                "-m",
                memory + "M",
                "-smp",
                Integer.toString(cores),
                // Ignores the user's configuration. Adds no network card, floppy drive or screen.
                "-no-user-config",
                "-nodefaults",
                "-display",
                "none",
                "-monitor",
                "none",
                "-serial",
                "stdio",
                // QEMU exits when the guest reboots, for example after a kernel panic.
                "-no-reboot"));
        kernel.ifPresent(path -> command.addAll(List.of("-kernel", path.toString())));
        initrd.ifPresent(path -> command.addAll(List.of("-initrd", path.toString())));
        kernelArguments.ifPresent(line -> command.addAll(List.of("-append", line)));
        for (int i = 0; i < drives.size(); i++) {
            command.addAll(drives.get(i).arguments("disk" + i));
        }
        command.addAll(extraArguments);
        return command;
    }

    /** Returns {@link #command()} as one line for a POSIX shell. */
    public String commandLine() {
        return ShellQuoting.quote(command());
    }
}
