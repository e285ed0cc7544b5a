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
 * Writes a payload image to a disk, from which a target imports it. {@code imageFile} can also be the early image of
 * {@code lbpayload:early}, from which a target boots. <b>Everything on the disk is lost.</b> The image is read back and
 * compared. At least one MiB behind the image and the last MiB of the disk are zeroed, so that nothing of an older
 * image or a partition table remains.
 *
 * <p>A disk that is in use anywhere on the machine is refused: mounted in any mount namespace, used as swap space,
 * behind a loop device, part of an array, a volume group or a mounted btrfs, or open in another process, such as a
 * virtual machine. A check that was not possible is reported. Run the goal as root. Writing to disks needs Linux.
 *
 * <p>A run that takes longer than ten seconds logs its progress, except in batch mode ({@code mvn -B}).
 *
 * @since 0.1.0
 */
@Mojo(name = "write-disk", requiresProject = false, threadSafe = true)
public final class WriteDiskMojo extends AbstractImageMojo {
    /**
     * The disk to overwrite, such as {@code /dev/sdb}. Name the whole disk, or a partition if the importer is to find
     * the image there.
     */
    @Parameter(property = "lbpayload.disk")
    private File disk;

    /**
     * The path of the disk again, which confirms that this disk is the one to overwrite. Without a confirmation, the
     * goal shows the model and size of the disk and writes nothing.
     */
    @Parameter(property = "lbpayload.confirm")
    private File confirm;

    /** Overwrites a disk that holds a partition table, a file system or the like. */
    @Parameter(property = "lbpayload.overwriteDisk", defaultValue = "false")
    private boolean overwriteDisk;

    /** Allows the disk to be a regular file. A missing file is created with the size of the image. */
    @Parameter(property = "lbpayload.allowDiskFile", defaultValue = "false")
    private boolean allowDiskFile;

    @Override
    void run() throws GoalException {
        if (disk == null) {
            throw new GoalException(
                    "<disk> is not set: name the disk to overwrite with -Dlbpayload.disk, such as /dev/sdb");
        }
        Path image = image().toAbsolutePath();
        if (Files.notExists(image)) {
            throw new GoalException(
                    "<imageFile>: " + image + " does not exist: run lbpayload:build first, or name another image");
        }
        DiskWriter.Request request = new DiskWriter.Request(
                image,
                LocalePath.of(disk, "<disk>"),
                confirm == null ? null : LocalePath.of(confirm, "<confirm>"),
                overwriteDisk,
                allowDiskFile);
        DiskProgress progress = session().getRequest().isInteractiveMode()
                ? new DiskWriteLog(getLog(), request.target(), System::nanoTime)
                : DiskProgress.SILENT;
        DiskWriter.Result result = new DiskWriter(progress, getLog()::warn).write(request);
        getLog().info(image.getFileName() + " written to " + result.disk() + ": " + result.imageBytes()
                + " bytes, read back " + (result.pastCache() ? "from the disk" : "from the cache")
                + " and compared; " + result.zeroedBytes() + " bytes zeroed");
    }
}
