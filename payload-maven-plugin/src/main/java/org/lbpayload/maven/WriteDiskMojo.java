// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.lbpayload.maven.disk.DiskProgress;
import org.lbpayload.maven.disk.DiskWriter;
import org.lbpayload.maven.image.LocalePath;
import org.lbpayload.maven.io.GoalException;

/**
 * Writes a payload image to a disk of its own, for a machine to find it there. <b>What is on the disk is lost.</b>
 * Everything is read back and compared. Behind the image, what is left of an older and longer one is zeroed, at least
 * one MiB, and so is the last MiB of the disk.
 *
 * <p>A disk that the kernel says is in use is refused (mounted, swapped to, behind a loop device, part of an array, a
 * volume group or a mounted btrfs), as is one that is too small. The kernel does not tell who has a disk open without
 * mounting it, such as ZFS or a virtual machine, nor what is mounted in another mount namespace. What takes longer than
 * ten seconds says how far it is, but not in a batch ({@code mvn -B}).
 *
 * @since 0.1.0
 */
@Mojo(name = "write-disk", requiresProject = false, threadSafe = true)
public final class WriteDiskMojo extends AbstractImageMojo {
    /**
     * The disk, such as {@code /dev/sdb}, which has to be given: all of it, not a partition, unless the partition is
     * what the importer is to find.
     *
     * @since 0.1.0
     */
    @Parameter(property = "lbpayload.disk")
    private File disk;

    /**
     * The disk once more, to say that you mean this one. Without it the goal names the disk's model and size, and
     * writes nothing.
     *
     * @since 0.1.0
     */
    @Parameter(property = "lbpayload.confirm")
    private File confirm;

    /**
     * Whether a disk is overwritten that holds a partition table, a file system or the like; otherwise it is refused.
     *
     * @since 0.1.0
     */
    @Parameter(property = "lbpayload.overwrite", defaultValue = "false")
    private boolean overwrite;

    /**
     * Whether the disk may be a regular file, which stands for a disk of its size. One that does not exist is made as
     * large as the image.
     *
     * @since 0.1.0
     */
    @Parameter(property = "lbpayload.allowFile", defaultValue = "false")
    private boolean allowFile;

    @Override
    void run() throws GoalException {
        if (disk == null) {
            throw new GoalException("<disk>: expected a disk, found none: name the one to write with"
                    + " -Dlbpayload.disk, such as /dev/sdb");
        }
        Path image = image().toAbsolutePath();
        if (Files.notExists(image)) {
            throw new GoalException(
                    "<imageFile>: " + image + " does not exist: run lbpayload:build before, or name the image");
        }
        DiskWriter.Request request = new DiskWriter.Request(
                image,
                LocalePath.of(disk, "<disk>"),
                confirm == null ? null : LocalePath.of(confirm, "<confirm>"),
                overwrite,
                allowFile);
        DiskProgress progress = session().getRequest().isInteractiveMode()
                ? new DiskWriteLog(getLog(), request.target(), System::nanoTime)
                : DiskProgress.SILENT;
        DiskWriter.Result report = new DiskWriter(progress).write(request);
        getLog().info("Payload image written to " + report.disk() + ": " + report.imageBytes()
                + " bytes, read back " + (report.pastCache() ? "from the disk" : "from the cache")
                + " and compared; " + report.zeroedBytes() + " bytes zeroed");
    }
}
