// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.qemu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QemuMachineTest {

    private static final Drive PAYLOAD =
            new Drive(Path.of("/images/payload.img"), DiskBus.VIRTIO, Drive.Access.READ_ONLY, false);

    @Test
    void bootsKernelWithInitramfsAndPayload() {
        QemuMachine machine = new QemuMachine(
                "qemu-system-x86_64",
                Accelerator.TCG,
                512,
                2,
                Optional.of(Path.of("/boot/vmlinuz")),
                Optional.of(Path.of("/tmp/early image.gz")),
                Optional.of("console=ttyS0 panic=-1"),
                List.of(PAYLOAD),
                List.of("-rtc", "base=utc"));

        assertThat(machine.commandLine())
                .isEqualTo("qemu-system-x86_64 -machine pc -accel tcg -m 512M -smp 2 -no-user-config -nodefaults"
                        + " -display none -monitor none -serial stdio -no-reboot -kernel /boot/vmlinuz"
                        + " -initrd '/tmp/early image.gz' -append 'console=ttyS0 panic=-1'"
                        + " -drive if=none,id=disk0,format=raw,readonly=on,file=/images/payload.img"
                        + " -device virtio-blk-pci,drive=disk0 -rtc base=utc");
    }

    @Test
    void bootsFromWritableDisk() {
        Drive boot = new Drive(Path.of("/images/boot.img"), DiskBus.IDE, Drive.Access.WRITABLE, true);
        QemuMachine machine = machine(Optional.empty(), Optional.empty(), List.of(boot, PAYLOAD));

        assertThat(machine.command())
                .containsSubsequence(
                        "pc,graphics=off",
                        "if=none,id=disk0,format=raw,file=/images/boot.img",
                        "ide-hd,drive=disk0,bootindex=0",
                        "if=none,id=disk1,format=raw,readonly=on,file=/images/payload.img",
                        "virtio-blk-pci,drive=disk1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "IDE    | -drive if=none,id=d,format=raw,snapshot=on,file=/p -device ide-hd,drive=d",
                "VIRTIO | -drive if=none,id=d,format=raw,readonly=on,file=/p -device virtio-blk-pci,drive=d",
                "SCSI   | -device virtio-scsi-pci -drive if=none,id=d,format=raw,readonly=on,file=/p -device scsi-hd,drive=d",
                "NVME   | -drive if=none,id=d,format=raw,readonly=on,file=/p -device nvme,serial=lbpayload,drive=d",
                "USB    | -device qemu-xhci -drive if=none,id=d,format=raw,readonly=on,file=/p -device usb-storage,drive=d",
                "SD     | -device sdhci-pci -drive if=none,id=d,format=raw,snapshot=on,file=/p -device sd-card,drive=d",
            })
    void protectsImageOnEachBus(DiskBus bus, String arguments) {
        assertThat(String.join(" ", new Drive(Path.of("/p"), bus, Drive.Access.READ_ONLY, false).arguments("d")))
                .isEqualTo(arguments);
    }

    @Test
    void doublesCommasInFileNames() {
        assertThat(new Drive(Path.of("/a,b:c"), DiskBus.IDE, Drive.Access.WRITABLE, false).arguments("d"))
                .contains("if=none,id=d,format=raw,file=/a,,b:c");
    }

    @Test
    void refusesMachineWithoutKernelAndBootDisk() {
        assertThatThrownBy(() -> machine(Optional.empty(), Optional.empty(), List.of(PAYLOAD)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("found neither");
    }

    @Test
    void refusesKernelWithBootDisk() {
        Drive boot = new Drive(Path.of("/images/boot.img"), DiskBus.IDE, Drive.Access.WRITABLE, true);

        assertThatThrownBy(() -> machine(Optional.of(Path.of("/vmlinuz")), Optional.empty(), List.of(boot)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("found both");
    }

    @Test
    void refusesInitramfsWithoutKernel() {
        assertThatThrownBy(() -> machine(Optional.empty(), Optional.of(Path.of("/initrd")), List.of(PAYLOAD)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("require a kernel");
    }

    private static QemuMachine machine(Optional<Path> kernel, Optional<Path> initrd, List<Drive> drives) {
        return new QemuMachine(
                "qemu-system-x86_64", Accelerator.TCG, 64, 1, kernel, initrd, Optional.empty(), drives, List.of());
    }
}
