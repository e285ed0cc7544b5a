// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.lbpayload.maven.early.BootstrapConfig;
import org.lbpayload.maven.early.Checkout;
import org.lbpayload.maven.early.EarlyRoot;
import org.lbpayload.maven.early.EarlyRootPlan;
import org.lbpayload.maven.early.ImportStep;
import org.lbpayload.maven.early.Initramfs;
import org.lbpayload.maven.early.InitramfsWriter;
import org.lbpayload.maven.early.JavaRuntime;
import org.lbpayload.maven.early.PayloadImport;
import org.lbpayload.maven.early.TargetLimit;
import org.lbpayload.maven.image.ImageException;
import org.lbpayload.maven.image.ImageSource;
import org.lbpayload.maven.image.LocalePath;
import org.lbpayload.maven.io.GoalException;
import org.lbpayload.maven.io.Reason;
import org.lbpayload.maven.steps.Distfile;
import org.lbpayload.maven.steps.ImportPlacement;
import org.lbpayload.maven.steps.Importer;
import org.lbpayload.maven.steps.StepsPlan;

/**
 * Prepares the early image, from which the target boots. The early image contains the distfiles of the steps before the
 * import, the importer, the import step with the payload id, and {@code bootstrap.cfg}. Run {@code lbpayload:build}
 * first. The goal requires a file system with POSIX permissions, as on Linux, macOS or WSL.
 *
 * @since 0.1.0
 */
@Mojo(name = "early", defaultPhase = LifecyclePhase.PRE_INTEGRATION_TEST, requiresProject = false, threadSafe = true)
public final class EarlyMojo extends AbstractTargetMojo {
    private static final String IMPORTER = "org.lbpayload:payload-importer";
    private static final long DEFAULT_IMAGE_MEBIBYTES = 16 << 10;

    @Parameter(defaultValue = "${plugin}", readonly = true, required = true)
    private PluginDescriptor plugin;

    @Parameter(defaultValue = "${project.build.outputTimestamp}", readonly = true)
    private String outputTimestamp;

    /**
     * The maximum number of seconds that the import step waits for a payload disk, 0 to 86400. The kernel detects some
     * disks late, such as USB disks.
     */
    @Parameter(property = "lbpayload.importWait", defaultValue = "30")
    private int importWait;

    /**
     * The {@code bootstrap.cfg} file that the goal copies and extends. The default is {@code bootstrap.cfg} in the
     * first steps directory, if the file exists. The goal always sets {@code PAYLOAD_REQUIRED} to {@code True}.
     */
    @Parameter(property = "lbpayload.bootstrapConfig")
    private File bootstrapConfig;

    /**
     * The variables to set in the copy of {@code bootstrap.cfg}. Each element is named after a variable and contains
     * the value, such as {@code <JOBS>4</JOBS>}.
     */
    @Parameter
    private Map<String, String> bootstrapSettings = new LinkedHashMap<>();

    /**
     * Adds the loader and the shared libraries that the Java runtime requires, such as the C library. The goal finds
     * these files with {@code ldd} and keeps their paths. Set this parameter to false if the target already has the
     * same C library, or if the build machine has no {@code ldd}. Ignored without {@code javaRuntime}.
     */
    @Parameter(property = "lbpayload.javaRuntimeLibraries", defaultValue = "true")
    private boolean javaRuntimeLibraries;

    /**
     * The directory to create. A directory that this goal created in an earlier run is replaced. Any other existing
     * directory must be empty. The default is {@code ${project.build.directory}/early}, or {@code target/early} without
     * a project.
     */
    @Parameter(property = "lbpayload.earlyDirectory")
    private File earlyDirectory;

    /**
     * Packs {@code earlyDirectory} as an initramfs for Linux, which is a gzip-compressed newc cpio archive. Every entry
     * is owned by root and has the modification time {@code project.build.outputTimestamp}. The archive also contains
     * /dev/console and /dev/null.
     */
    @Parameter(property = "lbpayload.initramfs", defaultValue = "false")
    private boolean initramfs;

    /**
     * The initramfs to write. The default is {@code ${project.build.directory}/early.cpio.gz}, or
     * {@code target/early.cpio.gz} without a project. Without this parameter, the goal first deletes an outdated
     * initramfs at the default path.
     */
    @Parameter(property = "lbpayload.initramfsFile")
    private File initramfsFile;

    /**
     * File sets to add to the initramfs, in this order. Each is an {@code <overlayFileSet>} with {@code <directory>},
     * {@code <outputDirectory>}, {@code <includes>}, {@code <excludes>} and {@code <useDefaultExcludes>}. The output
     * directory is a path in the initramfs, by default the root. A file replaces an earlier file with the same path.
     * Empty directories and symbolic links are also added. On the command line, commas separate directories.
     */
    @Parameter(property = "lbpayload.overlayFileSets")
    private List<FileSet> overlayFileSets = new ArrayList<>();

    /**
     * The first program that the kernel runs. The goal adds this file to the initramfs as the executable {@code /init}.
     * This parameter is optional if an overlay contains {@code /init}.
     */
    @Parameter(property = "lbpayload.initFile")
    private File initFile;

    /**
     * The disk image to write for builder-hex0, the first program of live-bootstrap's kernel-bootstrap mode. The
     * default is {@code ${project.build.directory}/early.img}, or {@code target/early.img} without a project. The
     * default image is written only if the checkout contains the submodules builder-hex0 and seed/stage0-posix. Without
     * this parameter, the goal first deletes an outdated image at the default path.
     */
    @Parameter(property = "lbpayload.earlyImage")
    private File earlyImage;

    /**
     * The minimum size of the disk image in MiB. A smaller image is extended with zeros, which take no space on most
     * file systems. The default is 16384, or the size of the content if {@code bootstrap.cfg} sets {@code BARE_METAL}
     * to {@code True}.
     */
    @Parameter(property = "lbpayload.earlyImageSize")
    private Integer earlyImageSize;

    /**
     * Further payloads to import. Each {@code <payload>} contains either an {@code <imageFile>} or a
     * {@code <classifier>}, and a {@code <destination>}. The destination is an absolute path on the target, such as
     * {@code /external/repo}. Each payload image requires its own disk or partition. The payload of {@code imageFile}
     * is imported first, to {@code /external/distfiles}.
     */
    @Parameter
    private List<PayloadItem> payloads = new ArrayList<>();

    /** Allows destinations of {@code payloads} outside {@code /external}. */
    @Parameter(property = "lbpayload.allowAnyDestination", defaultValue = "false")
    private boolean allowAnyDestination;

    @Override
    void run() throws GoalException {
        Path early = earlyOutput();
        reserve(early, "<earlyDirectory>");
        EarlyRoot.layOut(early, () -> announceWait(early), this::plan);
        getLog().info("Early root: " + early);
    }

    private void announceWait(Path output) {
        getLog().info("Waiting for another run that writes " + output);
    }

    /** Returns the default path of the initramfs. */
    static Path defaultInitramfs(Path buildDirectory) {
        return buildDirectory.resolve("early.cpio.gz");
    }

    /** Returns the default path of the disk image for builder-hex0. */
    static Path defaultEarlyImage(Path buildDirectory) {
        return buildDirectory.resolve("early.img");
    }

    /** Returns the checkout from which the disk image is built, or empty if no disk image is built. */
    private Optional<Checkout> checkoutOfDiskImage(List<Path> steps) throws GoalException {
        if (steps.isEmpty()) {
            if (earlyImage != null) {
                throw new GoalException("<earlyImage>: the disk image requires a checkout of live-bootstrap,"
                        + " but there is no steps directory: set <stepsDirectories>, or remove <earlyImage>");
            }
            return Optional.empty();
        }
        Checkout checkout = new Checkout(steps.get(0));
        if (earlyImage == null && !checkout.hasSubmodules()) {
            return Optional.empty();
        }
        checkout.requireSubmodules();
        return Optional.of(checkout);
    }

    /**
     * Reads all inputs. Called while the lock of the early directory is held, because inputs can change while the goal
     * waits for the lock.
     */
    private EarlyRootPlan plan() throws GoalException {
        initramfsOutput().deleteOutdated(outputs(), getLog());
        diskImageOutput().deleteOutdated(outputs(), getLog());
        Instant timestamp = OutputTimestamp.parse(outputTimestamp);
        PayloadImages images = PayloadImages.of(image(), payloads, project(), basedir());
        List<Path> steps = stepsDirectories();
        Optional<Path> configFile = configFile(steps);
        Optional<Checkout> checkout = checkoutOfDiskImage(steps);
        BootstrapConfig config = config(configFile, checkout.isPresent());
        List<Layer> layers = layers();
        InputFiles inputs = new InputFiles();
        List<ImageSource> distfiles = distfiles(steps, inputs);
        images.addTo(inputs);
        configFile.ifPresent(file -> inputs.add(file, "<bootstrapConfig>"));
        steps.forEach(directory -> inputs.add(directory, "<stepsDirectories>"));
        checkout.ifPresent(
                source -> source.directories().forEach(directory -> inputs.addTree(directory, "<stepsDirectories>")));
        layers.forEach(layer -> inputs.add(layer.scanner().directory(), "<overlayFileSets>"));
        inputs.add(distfilesDirectory(), "<distfilesDirectory>");
        if (initFile != null) {
            inputs.add(LocalePath.of(initFile, "<initFile>"), "<initFile>");
        }
        checkOutputs(inputs, checkout.isPresent());
        images.read();
        check(images, checkout);
        getLog().info("Early distfiles: " + distfiles.size() + "; payload id: "
                + images.imports().get(0).payloadId());
        return new EarlyRootPlan(
                distfiles,
                importStep(steps, images.imports()),
                config,
                hasJavaRuntime() ? Optional.of(new JavaRuntime(javaRuntimeLibraries)) : Optional.empty(),
                timestamp,
                root -> {
                    if (initramfs) {
                        packInitramfs(root, layers, timestamp);
                    }
                    if (checkout.isPresent()) {
                        packDiskImage(root, checkout.get(), config);
                    }
                });
    }

    private List<Layer> layers() throws ImageException {
        List<Layer> layers = new ArrayList<>();
        for (FileSet fileSet : initramfs ? overlayFileSets : List.<FileSet>of()) {
            layers.add(Layer.of(fileSet, basedir()));
        }
        return layers;
    }

    /** Fails if an output would replace an input, another execution's output or another program's file. */
    private void checkOutputs(InputFiles inputs, boolean hasDiskImage) throws GoalException {
        inputs.refuseAsOutput(earlyOutput(), "<earlyDirectory>");
        inputs.addTree(earlyOutput(), "<earlyDirectory>");
        if (initramfs) {
            check(initramfsOutput(), inputs);
        }
        if (hasDiskImage) {
            check(diskImageOutput(), inputs);
        }
    }

    private void check(EarlyOutput output, InputFiles inputs) throws GoalException {
        output.requireReplaceable(inputs);
        reserve(output.file(), output.parameter());
        inputs.add(output.file(), output.parameter()); // the next output must not replace this one
    }

    private Path earlyOutput() throws ImageException {
        return output(earlyDirectory, "<earlyDirectory>", buildDirectory().resolve("early"));
    }

    private EarlyOutput initramfsOutput() throws ImageException {
        Path file = output(initramfsFile, "<initramfsFile>", defaultInitramfs(buildDirectory()));
        return EarlyOutput.initramfs(file, initramfsFile == null);
    }

    private EarlyOutput diskImageOutput() throws ImageException {
        Path file = output(earlyImage, "<earlyImage>", defaultEarlyImage(buildDirectory()));
        return EarlyOutput.diskImage(file, earlyImage == null);
    }

    /** Returns the early distfiles, and adds all distfiles of the steps to the inputs. */
    private List<ImageSource> distfiles(List<Path> steps, InputFiles inputs) throws GoalException {
        List<ImageSource> early = new ArrayList<>();
        if (!steps.isEmpty()) {
            StepsPlan plan = StepsDirectories.read(steps, splitBefore());
            plan.warnings().forEach(getLog()::warn);
            for (Distfile distfile : plan.all()) {
                ImageSource source = ImageSource.of(distfile, distfilesDirectory());
                inputs.add(source.path(), source.origin());
            }
            for (Distfile distfile : plan.early()) {
                early.add(ImageSource.of(distfile, distfilesDirectory()));
            }
        }
        return early;
    }

    private ImportStep importStep(List<Path> steps, List<PayloadImport> imports) throws GoalException {
        if (importWait < 0 || importWait > ImportStep.MAXIMUM_WAIT_SECONDS) {
            throw new GoalException("<importWait>: expected 0 to " + ImportStep.MAXIMUM_WAIT_SECONDS
                    + " seconds, found " + importWait + ": correct it");
        }
        Importer kind = importer();
        if (!steps.isEmpty()) {
            ImportPlacement placement = ImportPlacement.check(steps.get(0), kind);
            placement.misplaced().forEach(getLog()::warn);
            if (!placement.missing().isEmpty()) {
                throw new GoalException("<stepsDirectories>: " + String.join("\n  ", placement.missing()));
            }
        }
        return kind == Importer.C
                ? ImportStep.c(importerJar(), imports, importWait)
                : ImportStep.java(importerJar(), imports, importWait);
    }

    private Path importerJar() throws GoalException {
        Artifact artifact = plugin.getArtifactMap().get(IMPORTER);
        if (artifact == null || artifact.getFile() == null) {
            throw new GoalException("the plugin's dependency " + IMPORTER
                    + " is missing: remove the <exclusion> of this artifact from the plugin's dependencies");
        }
        return artifact.getFile().toPath();
    }

    /** Checks the destinations and, if there is a disk image, the sizes of the payloads. */
    private void check(PayloadImages images, Optional<Checkout> checkout) throws GoalException {
        PayloadImport.check(images.imports(), allowAnyDestination);
        if (checkout.isPresent()) {
            List<TargetLimit> limits = TargetLimit.ofPayload(
                    images.contentBytes(),
                    images.largestImageBytes(),
                    checkout.get().fiwixRootBytes());
            limits.forEach(this::log);
            TargetLimit.requireNoneExceeded(limits);
        }
    }

    private Optional<Path> configFile(List<Path> steps) throws ImageException {
        if (bootstrapConfig != null) {
            return Optional.of(LocalePath.of(bootstrapConfig, "<bootstrapConfig>"));
        }
        return steps.stream()
                .limit(1)
                .map(directory -> directory.resolve("bootstrap.cfg"))
                .filter(Files::exists)
                .findFirst();
    }

    private BootstrapConfig config(Optional<Path> file, boolean kernelBootstrap) throws GoalException {
        BootstrapConfig config = file.isPresent() ? read(file.get()) : BootstrapConfig.empty();
        config = config.withAll(bootstrapSettings);
        if (kernelBootstrap) {
            config = config.forKernelBootstrap();
        }
        return config.with(BootstrapConfig.PAYLOAD_REQUIRED, "True");
    }

    private static BootstrapConfig read(Path file) throws GoalException {
        try {
            return BootstrapConfig.of(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new GoalException(
                    "<bootstrapConfig>: cannot read " + file + ": " + Reason.of(e) + ": name another file", e);
        }
    }

    private void packInitramfs(Path early, List<Layer> layers, Instant timestamp) throws GoalException {
        Initramfs content = new Initramfs();
        content.addTree(early, "", name -> !name.equals(EarlyRoot.GENERATED));
        for (Layer layer : layers) {
            layer.addTo(content);
        }
        if (initFile != null) {
            content.addExecutable(LocalePath.of(initFile, "<initFile>"), "init");
        }
        if (!content.canRun("init")) {
            throw new GoalException("<initFile>: the initramfs has no executable /init for the kernel to run:"
                    + " name a program, or add /init with <overlayFileSets>");
        }
        Path file = initramfsOutput().file();
        InitramfsWriter.write(content, timestamp, file, () -> announceWait(file));
        getLog().info("Initramfs: " + file);
    }

    private void packDiskImage(Path early, Checkout checkout, BootstrapConfig config) throws GoalException {
        Path file = diskImageOutput().file();
        checkout.writeImage(early, imageBytes(config), file, this::log, () -> announceWait(file));
        getLog().info("Early image: " + file);
    }

    private long imageBytes(BootstrapConfig config) throws GoalException {
        if (earlyImageSize == null) {
            return config.isBareMetal() ? 0 : DEFAULT_IMAGE_MEBIBYTES << 20;
        }
        if (earlyImageSize < 0) {
            throw new GoalException(
                    "<earlyImageSize>: expected 0 or more MiB, found " + earlyImageSize + ": correct it");
        }
        return earlyImageSize.longValue() << 20;
    }
}
