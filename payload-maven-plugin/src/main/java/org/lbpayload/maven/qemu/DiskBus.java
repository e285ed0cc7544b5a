// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.qemu;

import java.util.Optional;

/**
 * The bus that connects a disk to a QEMU machine of type {@code pc}. The bus determines the name of the disk in a Linux
 * guest. The comment of each constant states this name.
 */
public enum DiskBus {
    /** IDE (PIIX3): hda or sda. */
    IDE(false, "ide-hd"),
    /** virtio block device: vda. */
    VIRTIO(true, "virtio-blk-pci"),
    /** SCSI disk on a virtio host adapter: sda. */
    SCSI(true, "scsi-hd", Optional.of("virtio-scsi-pci")),
    /** NVMe controller with one namespace: nvme0n1. */
    NVME(true, "nvme,serial=lbpayload"),
    /** USB mass storage on an xHCI controller: sda. */
    USB(true, "usb-storage", Optional.of("qemu-xhci")),
    /** SD card in an SDHCI slot: mmcblk0. The size of the card must be a power of two. */
    SD(false, "sd-card", Optional.of("sdhci-pci"));

    private final boolean supportsReadOnly;
    private final String diskDevice;
    private final Optional<String> controllerDevice;

    DiskBus(boolean supportsReadOnly, String diskDevice) {
        this(supportsReadOnly, diskDevice, Optional.empty());
    }

    DiskBus(boolean supportsReadOnly, String diskDevice, Optional<String> controllerDevice) {
        this.supportsReadOnly = supportsReadOnly;
        this.diskDevice = diskDevice;
        this.controllerDevice = controllerDevice;
    }

    /**
     * Returns whether the disk can be write-protected. QEMU refuses to attach a read-only file to a bus without write
     * protection.
     */
    boolean supportsReadOnly() {
        return supportsReadOnly;
    }

    /** Returns the {@code -device} argument of the disk, to which the caller appends {@code ,drive=ID}. */
    String diskDevice() {
        return diskDevice;
    }

    /**
     * Returns the {@code -device} argument of the disk's controller, or empty if the machine already has a controller
     * for this bus.
     */
    Optional<String> controllerDevice() {
        return controllerDevice;
    }
}
