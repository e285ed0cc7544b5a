// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.boot;

import java.util.Optional;

/** How a disk is attached to a QEMU machine of type {@code pc}, and so by which name a Linux guest knows it. */
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

    private final boolean takesReadOnly;
    private final String disk;
    private final Optional<String> controller;

    DiskBus(boolean takesReadOnly, String disk) {
        this(takesReadOnly, disk, Optional.empty());
    }

    DiskBus(boolean takesReadOnly, String disk, Optional<String> controller) {
        this.takesReadOnly = takesReadOnly;
        this.disk = disk;
        this.controller = controller;
    }

    /** Whether QEMU's device can be write-protected; the others refuse to start over a read-only file. */
    boolean takesReadOnly() {
        return takesReadOnly;
    }

    /** The device of the disk itself, to which {@code ,drive=ID} is added. */
    String disk() {
        return disk;
    }

    /** The device to add first, where the machine has none that the disk could be attached to. */
    Optional<String> controller() {
        return controller;
    }
}
