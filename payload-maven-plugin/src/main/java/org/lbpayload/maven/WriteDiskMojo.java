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
 * image of {@code lbpayload:early}, from which a target boots. <b>Everything on the disk is lost.</b> After writing,
 * the goal reads the disk and compares its data with the image. The goal zeroes the rest of an older image, at least 1
 * MiB after the new image, and the last MiB of the disk. These parts could contain an old checksum section or a backup
 * partition table.
 *
 * <p>The goal refuses a disk that is in use. A disk is in use if it is mounted in any mount namespace, is swap space,
 * backs a loop device, or is open in another process, such as a virtual machine. A disk is also in use if it belongs to
 * a RAID array, a volume group or a mounted btrfs file system. The goal warns about each check that could not be
 * performed. The goal requires Linux. Run Maven as root to write to a disk.
 *
 * <p>A run that takes longer than ten seconds logs its progress, except in batch mode ({@code mvn -B}).
 *
 * @since 0.1.0
 */
@Mojo(name = "write-disk", requiresProject = false, threadSafe = true)
public final class WriteDiskMojo extends AbstractImageMojo {
    /**
     * The disk to overwrite, such as {@code /dev/sdb}. The value can be a whole disk or a partition, because importers
     * search both.
     */
    @Parameter(property = "lbpayload.disk")
    private File disk;

    /**
     * The same path as {@code disk}, which confirms that the disk may be overwritten. Without this confirmation, the
     * goal shows the model and size of the disk and fails without writing.
     */
    @Parameter(property = "lbpayload.confirm")
    private File confirm;

    /** Allows the goal to overwrite a disk that contains a partition table, a file system or similar data. */
    @Parameter(property = "lbpayload.overwriteDisk", defaultValue = "false")
    private boolean overwriteDisk;

    /**
     * Allows {@code disk} to be a regular file. A missing file is created with the size of the image, rounded up to a
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
