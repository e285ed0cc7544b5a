// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.boot;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A PC that QEMU plays, with its serial port on standard output and nothing else to look at.
 *
 * @param executable the QEMU to run, a path or a name on the PATH; qemu-system-x86_64 or qemu-system-i386
 * @param accelerator what runs the guest's instructions
 * @param memory in MiB, from 1
 * @param cores from 1
 * @param kernel a Linux kernel to boot; empty to boot from a drive
 * @param initrd its initramfs; only with a kernel
 * @param append its command line; only with a kernel
 * @param drives the disks, in the order the guest is to find them
 * @param extraArguments further arguments for QEMU, put last
 */
public record QemuMachine(
        String executable,
        Accelerator accelerator,
        int memory,
        int cores,
        Optional<Path> kernel,
        Optional<Path> initrd,
        Optional<String> append,
        List<Drive> drives,
        List<String> extraArguments) {

    /**
     * Takes the parts as they are, with copies of the lists.
     *
     * @throws IllegalArgumentException if the machine could not be built or has nothing to boot
     */
    public QemuMachine {
        if (memory < 1 || cores < 1) {
            throw new IllegalArgumentException(
                    "a machine has at least 1 MiB and 1 core, not " + memory + " MiB and " + cores + " cores");
        }
        if (kernel.isEmpty() && (initrd.isPresent() || append.isPresent())) {
            throw new IllegalArgumentException("an initramfs or a command line needs a kernel; name one");
        }
        if (kernel.isPresent() && drives.stream().anyMatch(Drive::boot)) {
            throw new IllegalArgumentException("the machine boots either a kernel or a disk; name one of them");
        }
        if (kernel.isEmpty() && drives.stream().noneMatch(Drive::boot)) {
            throw new IllegalArgumentException("the machine has nothing to boot: name a kernel or a boot disk");
        }
        drives = List.copyOf(drives);
        extraArguments = List.copyOf(extraArguments);
    }

    /** The command that runs this machine, executable first. */
    public List<String> command() {
        List<String> command = new ArrayList<>(List.of(
                executable,
                "-machine",
                "pc",
                "-accel",
                accelerator.qemuName(),
                "-m",
                memory + "M",
                "-smp",
                Integer.toString(cores),
                // Neither the user's configuration nor a network card, a floppy or a screen.
                "-no-user-config",
                "-nodefaults",
                "-display",
                "none",
                "-monitor",
                "none",
                "-serial",
                "stdio",
                // A guest that panics and reboots is done.
                "-no-reboot"));
        kernel.ifPresent(path -> command.addAll(List.of("-kernel", path.toString())));
        initrd.ifPresent(path -> command.addAll(List.of("-initrd", path.toString())));
        append.ifPresent(line -> command.addAll(List.of("-append", line)));
        for (int i = 0; i < drives.size(); i++) {
            command.addAll(drives.get(i).arguments("disk" + i));
        }
        command.addAll(extraArguments);
        return command;
    }

    /** {@link #command()} as one line for a POSIX shell. */
    public String commandLine() {
        return ShellQuoting.quote(command());
    }
}
