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
 * Writes a payload image to a disk, from which a target imports the payload. {@code imageFile} can also be an early
 * image of {@code lbpayload:early}, from which a target boots. <b>Everything on the disk is lost.</b> The goal reads
 * the image back and compares it. At least 1 MiB after the image and the last MiB of the disk are zeroed, so that no
 * part of an older image or partition table remains.
 *
 * <p>The goal refuses a disk that is in use. A disk is in use if it is mounted in any mount namespace, is swap space,
 * backs a loop device, or is open in another process, such as a virtual machine. It is also in use if it belongs to an
 * array, a volume group or a mounted btrfs. The goal warns about each check that was not possible. Run the goal as
 * root. Writing to disks needs Linux.
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
     * Confirms the disk to overwrite; must be the same path as {@code disk}. Without this confirmation, the goal shows
     * the model and size of the disk and fails without writing.
     */
    @Parameter(property = "lbpayload.confirm")
    private File confirm;

    /** Allows a disk to be overwritten that contains a partition table, a file system or similar data. */
    @Parameter(property = "lbpayload.overwriteDisk", defaultValue = "false")
    private boolean overwriteDisk;

    /**
     * Allows the disk to be a regular file. A missing file is created with the size of the image, rounded up to a
     * multiple of 4096 bytes.
     */
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
