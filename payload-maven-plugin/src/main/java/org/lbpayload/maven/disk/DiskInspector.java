// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.disk;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A read-only inspector of disks and files. */
final class DiskInspector implements DiskWriter.Inspector {
    private final KernelView kernel;
    private final DiskTools tools;
    private final DiskUse diskUse;

    /** @param patience the maximum time to wait for other processes to close the disk */
    DiskInspector(KernelView kernel, DiskTools tools, Duration patience) {
        this.kernel = kernel;
        this.tools = tools;
        this.diskUse = new DiskUse(kernel, tools, patience);
    }

    @Override
    public TargetDisk inspect(Path path, long ownDescriptors) throws DiskException, IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            DiskUse.Findings unused = new DiskUse.Findings(List.of(), List.of(), 0);
            return new TargetDisk(
                    path, TargetDisk.Kind.MISSING_FILE, Optional.empty(), 0, "", false, List.of(), unused);
        }
        if (!Files.exists(path)) {
            throw new DiskException(path + " is a symbolic link to a missing file; name a disk");
        }
        Optional<StorageId> id = StorageId.of(path);
        boolean isBlockDevice = id.filter(StorageId::isBlockDevice).isPresent();
        if (!isBlockDevice && !Files.isRegularFile(path)) {
            throw new DiskException(
                    path + " is neither a block device nor a regular file; name the device node of the disk");
        }
        if (!Files.isReadable(path) || !Files.isWritable(path)) {
            throw new AccessDeniedException(path.toString());
        }
        return isBlockDevice ? disk(path, id, ownDescriptors) : file(path, id, ownDescriptors);
    }

    private TargetDisk disk(Path path, Optional<StorageId> id, long ownDescriptors) throws DiskException, IOException {
        DeviceNumber number = id.orElseThrow().device();
        Path directory = kernel.directoryOf(number)
                .orElseThrow(() -> new DiskException("cannot find out whether " + path + " is in use: "
                        + kernel.sys() + "/dev/block has no entry " + number
                        + "; writing to a disk requires Linux, with sysfs mounted on /sys and proc on /proc"));
        DiskUse.Findings use = diskUse.ofDisk(path, directory, ownDescriptors);
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            return new TargetDisk(
                    path,
                    TargetDisk.Kind.BLOCK_DEVICE,
                    id,
                    // Files.size returns 0 for a block device.
                    channel.size(),
                    kernel.modelOf(directory),
                    kernel.isReadOnly(directory),
                    contentsOf(path, channel),
                    use);
        }
    }

    private TargetDisk file(Path path, Optional<StorageId> id, long ownDescriptors) throws IOException {
        DiskUse.Findings use = diskUse.ofFile(path, id, ownDescriptors);
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            return new TargetDisk(
                    path, TargetDisk.Kind.FILE, id, channel.size(), "", false, contentsOf(path, channel), use);
        }
    }

    private List<String> contentsOf(Path path, FileChannel channel) throws IOException {
        List<String> contents = new ArrayList<>(DiskSignature.on(channel));
        contents.addAll(tools.typesOn(path));
        return contents;
    }
}
