// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.io.file.PathUtils;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.lbpayload.maven.image.ImageException;
import org.lbpayload.maven.image.LocalePath;
import org.lbpayload.maven.io.GoalException;
import org.lbpayload.maven.io.Reason;
import org.lbpayload.maven.qemu.Accelerator;
import org.lbpayload.maven.qemu.DiskBus;
import org.lbpayload.maven.qemu.Drive;
import org.lbpayload.maven.qemu.QemuException;
import org.lbpayload.maven.qemu.QemuMachine;
import org.lbpayload.maven.qemu.QemuRun;
import org.lbpayload.maven.qemu.SdCard;

/**
 * Boots a kernel and its early image, or a boot disk, in QEMU, with the payload image attached as a further disk. The
 * goal succeeds when the machine prints the success line on its first serial port, and switches the machine off there
 * and then. It fails, with the last lines, when the machine ends, its kernel panics or time runs out before that.
 *
 * @since 0.1.0
 */
@Mojo(name = "qemu", requiresProject = false, threadSafe = true)
public final class QemuMojo extends AbstractImageMojo {
    /**
     * The QEMU to run, by name or path: one that has the machine {@code pc}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "lbpayload.qemu", defaultValue = "qemu-system-x86_64")
    private String qemu;

    /**
     * {@code kvm}, {@code tcg}, or {@code auto}: KVM where a two-second trial with a boot sector goes well, else TCG.
     * That /dev/kvm exists proves nothing. With {@code dryRun} nothing is tried, and {@code auto} is TCG.
     *
     * @since 0.1.0
     */
    @Parameter(property = "lbpayload.accelerator", defaultValue = "auto")
    private String accelerator;

    /**
     * Memory in MiB.
     *
     * @since 0.1.0
     */
    @Parameter(property = "lbpayload.memory", defaultValue = "1024")
    private int memory;

    /**
     * Processor cores.
     *
     * @since 0.1.0
     */
    @Parameter(property = "lbpayload.cores", defaultValue = "1")
    private int cores;

    /**
     * The Linux kernel to boot. Without one, {@code bootDisk} is booted.
     *
     * @since 0.1.0
     */
    @Parameter(property = "lbpayload.kernel")
    private File kernel;

    /**
     * The kernel's initramfs. Default: what {@code lbpayload:early} packed, where it is there. Only with a kernel.
     *
     * @since 0.1.0
     */
    @Parameter(property = "lbpayload.initramfsFile")
    private File initramfsFile;

    /**
     * The kernel's command line. Only with a kernel.
     *
     * @since 0.1.0
     */
    @Parameter(property = "lbpayload.append", defaultValue = "console=ttyS0 panic=-1")
    private String append;

    /**
     * A raw image of a disk to boot from, or beside a kernel to work on. It comes before the payload, on the IDE bus,
     * and the machine may write to it.
     *
     * @since 0.1.0
     */
    @Parameter(property = "lbpayload.bootDisk")
    private File bootDisk;

    /**
     * How the payload is attached: {@code ide}, {@code virtio}, {@code scsi}, {@code nvme}, {@code usb} or {@code sd}.
     * Cards for {@code sd} have sizes that are powers of two; an image of another size goes on a copy with zeros behind
     * it, {@code payload-sd.img} beside the log, which {@code dryRun} does not make.
     *
     * @since 0.1.0
     */
    @Parameter(property = "lbpayload.bus", defaultValue = "ide")
    private String bus;

    /**
     * Whether the payload image stays as it is. On {@code ide} and {@code sd}, for which QEMU has no write protection,
     * what the machine writes goes to a temporary file.
     *
     * @since 0.1.0
     */
    @Parameter(property = "lbpayload.readOnly", defaultValue = "true")
    private boolean readOnly;

    /**
     * The line by which the machine says that all went well. It must stand alone on its line; white space at its ends
     * does not matter. The machine is switched off as soon as it appears, so what is to last must be on its disk
     * before. Compulsory unless {@code dryRun}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "lbpayload.successLine")
    private String successLine;

    /**
     * How long the line may take to appear, in seconds.
     *
     * @since 0.1.0
     */
    @Parameter(property = "lbpayload.timeout", defaultValue = "600")
    private int timeout;

    /**
     * Further arguments for QEMU, an element each, put last. On the command line: separated by commas, so arguments
     * with a comma in them (most of QEMU's have one) have to stand in a POM.
     *
     * @since 0.1.0
     */
    @Parameter(property = "lbpayload.qemuArguments")
    private List<String> qemuArguments = new ArrayList<>();

    /**
     * Where all that the machine says goes, byte for byte. Maven's log gets it too, line by line. Default:
     * {@code ${project.build.directory}/qemu.log}, and {@code target/qemu.log} without a project.
     *
     * @since 0.1.0
     */
    @Parameter(property = "lbpayload.logFile")
    private File logFile;

    /**
     * Whether to print the command, as one line for a shell, instead of running it.
     *
     * @since 0.1.0
     */
    @Parameter(property = "lbpayload.dryRun", defaultValue = "false")
    private boolean dryRun;

    @Override
    void run() throws GoalException, InterruptedException {
        if (!dryRun && (successLine == null || successLine.isBlank())) {
            throw new GoalException("<successLine>: expected the line by which the machine says that all went"
                    + " well, found none: give one, or set <dryRun>");
        }
        QemuMachine machine;
        try {
            machine = machine();
        } catch (IllegalArgumentException e) {
            throw new GoalException(e.getMessage(), e);
        }
        if (dryRun) {
            getLog().info(machine.commandLine());
        } else {
            run(machine);
        }
    }

    private void run(QemuMachine machine) throws QemuException, ImageException, InterruptedException {
        Path log = log();
        getLog().info("Running " + machine.commandLine());
        QemuRun run =
                new QemuRun(successLine, Duration.ofSeconds(timeout), log, line -> getLog().info("[qemu] " + line));
        run.run(machine.command());
    }

    private QemuMachine machine() throws GoalException, InterruptedException {
        Optional<Path> kernelFile = existing("kernel", kernel);
        Optional<Path> disk = existing("bootDisk", bootDisk);
        for (String argument : qemuArguments) {
            if (argument == null) {
                throw new GoalException(
                        "<qemuArguments>: expected a word in each element, found an empty one: remove it");
            }
        }
        if (!dryRun) {
            makeFolderOf(log());
        }
        boolean hasKernel = kernelFile.isPresent();
        return new QemuMachine(
                qemu,
                accelerator(),
                memory,
                cores,
                kernelFile,
                hasKernel ? initramfs() : Optional.empty(),
                hasKernel ? Optional.ofNullable(append) : Optional.empty(),
                drives(disk, log().resolveSibling("payload-sd.img")),
                qemuArguments);
    }

    private Path log() throws ImageException {
        return logFile == null
                ? buildDirectory().resolve("qemu.log")
                : LocalePath.of(logFile, "<logFile>").toAbsolutePath();
    }

    private static void makeFolderOf(Path log) throws GoalException {
        try {
            PathUtils.createParentDirectories(log);
        } catch (IOException e) {
            throw new GoalException(
                    "<logFile>: cannot create the directory of " + log + ": " + Reason.of(e) + "; name another file",
                    e);
        }
    }

    private Optional<Path> initramfs() throws GoalException {
        return initramfsFile == null
                ? Optional.of(EarlyMojo.defaultInitramfs(buildDirectory())).filter(Files::exists)
                : existing("initramfsFile", initramfsFile);
    }

    private List<Drive> drives(Optional<Path> disk, Path sdCard) throws GoalException {
        List<Drive> drives = new ArrayList<>();
        if (disk.isPresent()) {
            drives.add(new Drive(disk.get(), DiskBus.IDE, Drive.Access.WRITABLE, kernel == null));
        }
        Path payload = image();
        requireExists("imageFile", payload);
        DiskBus payloadBus = choice("bus", bus, DiskBus.values());
        if (payloadBus == DiskBus.SD) {
            payload = dryRun ? SdCard.fileFor(payload, sdCard) : SdCard.create(payload, sdCard);
        }
        Drive.Access access = readOnly ? Drive.Access.READ_ONLY : Drive.Access.WRITABLE;
        drives.add(new Drive(payload, payloadBus, access, false));
        return drives;
    }

    private Accelerator accelerator() throws GoalException, InterruptedException {
        if (!accelerator.equals("auto")) {
            return choice("accelerator", accelerator, Accelerator.values());
        }
        return dryRun ? Accelerator.TCG : Accelerator.detect(qemu);
    }

    private static Optional<Path> existing(String parameter, File file) throws GoalException {
        if (file == null) {
            return Optional.empty();
        }
        Path path = LocalePath.of(file, "<" + parameter + ">");
        requireExists(parameter, path);
        return Optional.of(path);
    }

    private static void requireExists(String parameter, Path file) throws GoalException {
        if (!Files.exists(file)) {
            throw new GoalException(
                    "<" + parameter + ">: expected a file, found nothing at " + file + ": make it, or name another");
        }
    }

    private static <E extends Enum<E>> E choice(String parameter, String value, E[] choices) throws GoalException {
        List<String> names = new ArrayList<>();
        for (E choice : choices) {
            String name = choice.name().toLowerCase(Locale.ROOT);
            if (name.equals(value)) {
                return choice;
            }
            names.add(name);
        }
        throw new GoalException(
                "<" + parameter + ">: expected one of " + names + ", found \"" + value + "\": choose one of them");
    }
}
