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
import java.util.function.Consumer;
import org.apache.commons.io.file.PathUtils;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.lbpayload.maven.image.ImageException;
import org.lbpayload.maven.image.LocalePath;
import org.lbpayload.maven.io.GoalException;
import org.lbpayload.maven.io.Reason;
import org.lbpayload.maven.qemu.Accelerator;
import org.lbpayload.maven.qemu.DiskBus;
import org.lbpayload.maven.qemu.Drive;
import org.lbpayload.maven.qemu.Milestones;
import org.lbpayload.maven.qemu.QemuException;
import org.lbpayload.maven.qemu.QemuMachine;
import org.lbpayload.maven.qemu.QemuRun;
import org.lbpayload.maven.qemu.SdCard;

/**
 * Boots a machine in QEMU with the payload image as an additional disk. The machine boots either from a kernel with an
 * initramfs or from a boot disk. When the machine prints the success line on its first serial port, the goal stops the
 * machine and succeeds. The goal fails and shows the last lines of output if the machine stops before printing this
 * line, the kernel panics, or the timeout expires.
 *
 * @since 0.1.0
 */
@Mojo(name = "qemu", defaultPhase = LifecyclePhase.INTEGRATION_TEST, requiresProject = false, threadSafe = true)
public final class QemuMojo extends AbstractImageMojo {
    private static final int LINUX_MEBIBYTES = 1024;
    private static final int LIVE_BOOTSTRAP_MEBIBYTES = 2048;
    private static final int BUILDER_HEX0_MEBIBYTES = 1360;

    /** The name or path of the QEMU program. The program must support the machine type {@code pc}. */
    @Parameter(property = "lbpayload.qemuExecutable", defaultValue = "qemu-system-x86_64")
    private String qemuExecutable;

    /**
     * The accelerator. With {@code kvm}, the host's processor executes the machine's instructions. With {@code tcg},
     * QEMU translates the machine's instructions, which is slow but works everywhere. With {@code auto}, the goal uses
     * KVM if a small test machine boots with KVM within two seconds, and TCG otherwise. With {@code qemuDryRun},
     * {@code auto} selects TCG.
     */
    @Parameter(property = "lbpayload.qemuAccelerator", defaultValue = "auto")
    private String qemuAccelerator;

    /**
     * The memory of the machine in MiB. The default is 2048 if the machine boots from a disk, and 1024 otherwise. The
     * default boot disk of {@code lbpayload:early} requires at least 1360 MiB.
     */
    @Parameter(property = "lbpayload.qemuMemory")
    private Integer qemuMemory;

    /** The number of processor cores of the machine. */
    @Parameter(property = "lbpayload.qemuCores", defaultValue = "1")
    private int qemuCores;

    /** The Linux kernel to boot. */
    @Parameter(property = "lbpayload.kernelFile")
    private File kernelFile;

    /**
     * The initramfs of the kernel. The default is the default initramfs of {@code lbpayload:early}, if that file
     * exists. Ignored without {@code kernelFile}.
     */
    @Parameter(property = "lbpayload.initramfsFile")
    private File initramfsFile;

    /** The command line of the kernel. Ignored without {@code kernelFile}. */
    @Parameter(property = "lbpayload.kernelArguments", defaultValue = "console=ttyS0 panic=-1")
    private String kernelArguments;

    /**
     * A raw disk image, from which the machine boots if there is no {@code kernelFile}. The disk is attached to the IDE
     * bus before the payload disk. The machine can write to the image file. The default is the default disk image of
     * {@code lbpayload:early}, if the image exists and there is no {@code kernelFile}.
     */
    @Parameter(property = "lbpayload.qemuBootDisk")
    private File qemuBootDisk;

    /**
     * The bus of the payload disk, one of {@code ide}, {@code virtio}, {@code scsi}, {@code nvme}, {@code usb} and
     * {@code sd}. The size of an SD card must be a power of two and at least 1 MiB. An image of a different size is
     * therefore copied to {@code payload-sd.img} beside {@code qemuLogFile} and padded with zeros.
     */
    @Parameter(property = "lbpayload.qemuBus", defaultValue = "ide")
    private String qemuBus;

    /**
     * Protects the payload image from writes. QEMU has no write protection on the buses {@code ide} and {@code sd}. On
     * these buses, the machine's writes go to a temporary file.
     */
    @Parameter(property = "lbpayload.qemuReadOnly", defaultValue = "true")
    private boolean qemuReadOnly;

    /**
     * The line that the machine prints to report success. The whole line must match, except for white space at the
     * start and the end. The goal stops the machine as soon as this line appears, so the machine must sync its disks
     * before printing the line. This parameter is required unless {@code qemuDryRun} is set.
     */
    @Parameter(property = "lbpayload.qemuSuccessLine")
    private String qemuSuccessLine;

    /** The maximum time until the success line appears, in seconds. */
    @Parameter(property = "lbpayload.qemuTimeout", defaultValue = "600")
    private int qemuTimeout;

    /**
     * Additional arguments for QEMU, one in each element. These arguments follow all other arguments. On the command
     * line, commas separate the arguments, so an argument that contains a comma must be in the POM.
     */
    @Parameter(property = "lbpayload.qemuArguments")
    private List<String> qemuArguments = new ArrayList<>();

    /**
     * The file for the output of the machine, which Maven also logs. Each line starts with the time in seconds since
     * the machine started, such as {@code [ 12.345] }. The rest of the line is the unmodified output. The default is
     * {@code ${project.build.directory}/qemu.log}, or {@code target/qemu.log} without a project.
     */
    @Parameter(property = "lbpayload.qemuLogFile")
    private File qemuLogFile;

    /** Logs the QEMU command as a shell command line instead of running QEMU. */
    @Parameter(property = "lbpayload.qemuDryRun", defaultValue = "false")
    private boolean qemuDryRun;

    @Override
    void run() throws GoalException, InterruptedException {
        if (!qemuDryRun && (qemuSuccessLine == null || qemuSuccessLine.isBlank())) {
            throw new GoalException(
                    "<qemuSuccessLine>: expected the line that the machine prints to report success, found none:"
                            + " set <qemuSuccessLine>, or set <qemuDryRun>");
        }
        QemuMachine machine;
        try {
            machine = machine();
        } catch (IllegalArgumentException e) {
            throw new GoalException(e.getMessage(), e);
        }
        if (qemuDryRun) {
            getLog().info(machine.commandLine());
        } else {
            run(machine);
        }
    }

    private void run(QemuMachine machine) throws QemuException, ImageException, InterruptedException {
        Path log = log();
        getLog().info("Running " + machine.commandLine());
        Consumer<String> listener = kernelFile == null ? progress() : line -> getLog().info("[qemu] " + line);
        QemuRun run = new QemuRun(qemuSuccessLine, Duration.ofSeconds(qemuTimeout), log, listener);
        run.run(machine.command());
    }

    /** Returns a listener that logs each line with the elapsed time, and live-bootstrap's milestones. */
    private Consumer<String> progress() {
        long start = System.nanoTime();
        Milestones milestones = new Milestones();
        return line -> {
            long seconds = Duration.ofNanos(System.nanoTime() - start).toSeconds();
            getLog().info("[qemu " + seconds + " s] " + line);
            milestones
                    .reachedBy(line)
                    .ifPresent(milestone -> getLog().info("Reached after " + seconds + " s: " + milestone));
        };
    }

    private QemuMachine machine() throws GoalException, InterruptedException {
        Optional<Path> kernel = existing("kernelFile", kernelFile);
        Optional<Path> bootDisk = bootDisk();
        for (String argument : qemuArguments) {
            if (argument == null) {
                throw new GoalException(
                        "<qemuArguments>: expected an argument in each element, found an empty element: remove it");
            }
        }
        boolean hasKernel = kernel.isPresent();
        Optional<Path> initramfs = hasKernel ? initramfs() : Optional.empty();
        checkOutputs(kernel, initramfs, bootDisk);
        if (!qemuDryRun) {
            createDirectoryOf(log());
        }
        return new QemuMachine(
                qemuExecutable,
                accelerator(),
                memory(),
                qemuCores,
                kernel,
                initramfs,
                hasKernel ? Optional.ofNullable(kernelArguments) : Optional.empty(),
                drives(bootDisk, sdCard()),
                qemuArguments);
    }

    /** Fails if an output would replace an input. */
    private void checkOutputs(Optional<Path> kernel, Optional<Path> initramfs, Optional<Path> bootDisk)
            throws GoalException {
        InputFiles inputs = new InputFiles();
        inputs.add(image(), "<imageFile>");
        kernel.ifPresent(file -> inputs.add(file, "<kernelFile>"));
        initramfs.ifPresent(file -> inputs.add(file, "<initramfsFile>"));
        bootDisk.ifPresent(file -> inputs.add(file, "<qemuBootDisk>"));
        inputs.refuseAsOutput(log(), "<qemuLogFile>");
        if (bus() == DiskBus.SD && Files.exists(image()) && SdCard.needsCopy(image())) {
            inputs.add(log(), "<qemuLogFile>");
            inputs.refuseAsOutput(sdCard(), "the copy for the SD card beside <qemuLogFile>");
        }
        if (!qemuDryRun) {
            reserve(log(), "<qemuLogFile>");
        }
    }

    private int memory() throws GoalException {
        if (qemuMemory == null) {
            return kernelFile == null ? LIVE_BOOTSTRAP_MEBIBYTES : LINUX_MEBIBYTES;
        }
        if (kernelFile == null && qemuBootDisk == null && qemuMemory < BUILDER_HEX0_MEBIBYTES) {
            throw new GoalException("<qemuMemory>: expected at least " + BUILDER_HEX0_MEBIBYTES
                    + " MiB for the early image, because builder-hex0 hangs with less, found " + qemuMemory
                    + ": set more");
        }
        return qemuMemory;
    }

    private Optional<Path> bootDisk() throws GoalException {
        return qemuBootDisk == null && kernelFile == null
                ? Optional.of(EarlyMojo.defaultEarlyImage(buildDirectory())).filter(Files::exists)
                : existing("qemuBootDisk", qemuBootDisk);
    }

    private Path log() throws ImageException {
        return output(qemuLogFile, "<qemuLogFile>", buildDirectory().resolve("qemu.log"));
    }

    /** Returns the path for the copy of the payload image that is padded to the size of an SD card. */
    private Path sdCard() throws ImageException {
        return log().resolveSibling("payload-sd.img");
    }

    private DiskBus bus() throws GoalException {
        return choice("qemuBus", qemuBus, DiskBus.values());
    }

    private static void createDirectoryOf(Path log) throws GoalException {
        try {
            PathUtils.createParentDirectories(log);
        } catch (IOException e) {
            throw new GoalException(
                    "<qemuLogFile>: cannot create the directory of " + log + ": " + Reason.of(e)
                            + "; name another file",
                    e);
        }
    }

    private Optional<Path> initramfs() throws GoalException {
        return initramfsFile == null
                ? Optional.of(EarlyMojo.defaultInitramfs(buildDirectory())).filter(Files::exists)
                : existing("initramfsFile", initramfsFile);
    }

    private List<Drive> drives(Optional<Path> bootDisk, Path sdCard) throws GoalException {
        List<Drive> drives = new ArrayList<>();
        if (bootDisk.isPresent()) {
            drives.add(new Drive(bootDisk.get(), DiskBus.IDE, Drive.Access.WRITABLE, kernelFile == null));
        }
        Path payload = image();
        requireExists("imageFile", payload);
        DiskBus bus = bus();
        if (bus == DiskBus.SD) {
            if (!qemuDryRun) {
                payload = SdCard.create(payload, sdCard);
            } else if (SdCard.needsCopy(payload)) {
                payload = sdCard;
            }
        }
        Drive.Access access = qemuReadOnly ? Drive.Access.READ_ONLY : Drive.Access.WRITABLE;
        drives.add(new Drive(payload, bus, access, false));
        return drives;
    }

    private Accelerator accelerator() throws GoalException, InterruptedException {
        if (!qemuAccelerator.equals("auto")) {
            return choice("qemuAccelerator", qemuAccelerator, Accelerator.values());
        }
        return qemuDryRun ? Accelerator.TCG : Accelerator.detect(qemuExecutable);
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
                    "<" + parameter + ">: " + file + " does not exist: create the file, or name another file");
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
