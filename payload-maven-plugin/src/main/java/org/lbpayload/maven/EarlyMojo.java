// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.io.file.PathUtils;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.lbpayload.format.PayloadId;
import org.lbpayload.maven.early.EarlyRoot;
import org.lbpayload.maven.early.EarlyRootPlan;
import org.lbpayload.maven.early.Initramfs;
import org.lbpayload.maven.early.InitramfsWriter;
import org.lbpayload.maven.image.ImageException;
import org.lbpayload.maven.image.ImageReader;
import org.lbpayload.maven.image.ImageSource;
import org.lbpayload.maven.image.LocalePath;
import org.lbpayload.maven.io.GoalException;
import org.lbpayload.maven.io.Reason;
import org.lbpayload.maven.steps.Distfile;
import org.lbpayload.maven.steps.StepsPlan;

/**
 * Lays out what the early image needs so that the payload is imported: the distfiles of the steps before the import,
 * the importer, the step that calls it with the id of the payload image, and a {@code bootstrap.cfg} that requires the
 * payload. Run {@code lbpayload:build} before. With {@code initramfs} it is packed as an initramfs as well.
 *
 * @since 0.1.0
 */
@Mojo(name = "early", defaultPhase = LifecyclePhase.PACKAGE, requiresProject = false, threadSafe = true)
public final class EarlyMojo extends AbstractStepsImageMojo {
    private static final String IMPORTER = "org.lbpayload:payload-importer";

    @Parameter(defaultValue = "${plugin}", readonly = true, required = true)
    private PluginDescriptor plugin;

    @Parameter(defaultValue = "${project.build.outputTimestamp}", readonly = true)
    private String outputTimestamp;

    /**
     * The {@code bootstrap.cfg} to start from: its {@code PAYLOAD_REQUIRED} becomes True, all else stays. Default:
     * {@code bootstrap.cfg} in the first steps folder, where it is there.
     *
     * @since 0.1.0
     */
    @Parameter(property = "lbpayload.bootstrapConfig")
    private File bootstrapConfig;

    /**
     * Whether a Java runtime goes into {@code external/runtime}: java.base alone, made by jlink of the JDK that runs
     * Maven. The step prefers it to a java on the PATH.
     *
     * <p>It is made of that JDK's programs: it runs on the same kind of processor, and needs the C library that the JDK
     * needs, nearly always glibc (and zlib, for a JDK of Debian's), at the usual place on the target. live-bootstrap
     * has musl at that point: there, run Maven with a JDK that is built for musl, or add glibc's files to the image.
     *
     * @since 0.1.0
     */
    @Parameter(property = "lbpayload.runtime", defaultValue = "false")
    private boolean runtime;

    /**
     * The folder to lay out. Made if it is missing; an earlier layout is replaced, and a folder with anything else in
     * it, or with files in it that were changed since, is refused. Default: {@code ${project.build.directory}/early},
     * and {@code target/early} without a project.
     *
     * @since 0.1.0
     */
    @Parameter(property = "lbpayload.earlyDirectory")
    private File earlyDirectory;

    /**
     * Whether the early root is packed as an initramfs: a newc cpio archive, compressed by gzip. Everything in it
     * belongs to root and has the time of {@code project.build.outputTimestamp}; /dev/console and /dev/null are added.
     *
     * @since 0.1.0
     */
    @Parameter(property = "lbpayload.initramfs", defaultValue = "false")
    private boolean initramfs;

    /**
     * The initramfs to write, where {@code initramfs} says so. Default:
     * {@code ${project.build.directory}/early.cpio.gz}, and {@code target/early.cpio.gz} without a project; one that
     * stands there from an earlier run is removed, for it has the id of an earlier payload.
     *
     * @since 0.1.0
     */
    @Parameter(property = "lbpayload.initramfsFile")
    private File initramfsFile;

    /**
     * What is laid over the early root in the initramfs, in this order: {@code <overlayFileSet>} elements with
     * {@code <directory>}, {@code <outputDirectory>} (where in the initramfs; default its root), {@code <includes>},
     * {@code <excludes>} and {@code <useDefaultExcludes>}. Empty folders are kept, and symbolic links stay links. On
     * the command line: folders, separated by commas.
     *
     * @since 0.1.0
     */
    @Parameter(property = "lbpayload.overlayFileSets")
    private List<FileSet> overlayFileSets = new ArrayList<>();

    /**
     * The program that the kernel runs first, laid over all else as {@code /init}, executable. It can come from an
     * overlay as well.
     *
     * @since 0.1.0
     */
    @Parameter(property = "lbpayload.init")
    private File init;

    @Override
    void run() throws GoalException, InterruptedException {
        Instant timestamp = OutputTimestamp.parse(outputTimestamp);
        try {
            EarlyRootPlan plan = plan(timestamp);
            Path early = earlyDirectory == null
                    ? buildDirectory().resolve("early")
                    : LocalePath.of(earlyDirectory, "<earlyDirectory>").toAbsolutePath();
            PathUtils.createParentDirectories(early);
            EarlyRoot.layOut(plan, early);
            getLog().info("Early root: " + early + ": " + plan.distfiles().size() + " distfiles, payload id "
                    + plan.payloadId());
            if (initramfsFile == null) {
                Files.deleteIfExists(defaultInitramfs(buildDirectory()));
            }
            if (initramfs) {
                pack(early, timestamp);
            }
        } catch (IOException e) {
            throw new ImageException(
                    "<earlyDirectory> or <initramfsFile> cannot be written: " + Reason.of(e) + "; name another place",
                    e);
        }
    }

    /** Returns the default initramfs file. */
    static Path defaultInitramfs(Path buildDirectory) {
        return buildDirectory.resolve("early.cpio.gz");
    }

    private EarlyRootPlan plan(Instant timestamp) throws GoalException {
        List<Path> steps = stepsDirectories();
        return new EarlyRootPlan(distfiles(steps), importer(), payloadId(), config(steps), runtime, timestamp);
    }

    private List<ImageSource> distfiles(List<Path> steps) throws ImageException {
        List<ImageSource> early = new ArrayList<>();
        if (!steps.isEmpty()) {
            StepsPlan plan = StepsDirectories.read(steps, splitBefore());
            plan.warnings().forEach(getLog()::warn);
            for (Distfile distfile : plan.early()) {
                Path source = distfilesDirectory().resolve(LocalePath.of(distfile));
                String origin = "<stepsDirectories> " + distfile.definedAt();
                early.add(new ImageSource(distfile.name(), source, origin, Optional.of(distfile.sha256())));
            }
        }
        return early;
    }

    private Path importer() throws GoalException {
        Artifact importer = plugin.getArtifactMap().get(IMPORTER);
        if (importer == null || importer.getFile() == null) {
            throw new GoalException("this plugin came without " + IMPORTER
                    + ", on which it depends: do not exclude it from the plugin's dependencies");
        }
        return importer.getFile().toPath();
    }

    private PayloadId payloadId() throws GoalException {
        Path path = image();
        try (ImageReader reader = new ImageReader(path)) {
            PayloadId id = reader.image().payloadId();
            if (id == null) {
                throw new GoalException("<imageFile>: " + path + " has no checksums, so it has no payload id that"
                        + " the early image could pin: build it with <checksums>");
            }
            return id;
        }
    }

    private Optional<Path> config(List<Path> steps) throws GoalException {
        if (bootstrapConfig != null) {
            Path file = LocalePath.of(bootstrapConfig, "<bootstrapConfig>");
            if (!Files.isRegularFile(file)) {
                throw new GoalException("<bootstrapConfig>: expected a file, found none at " + bootstrapConfig
                        + ": make it, or name another");
            }
            return Optional.of(file);
        }
        return steps.stream()
                .limit(1)
                .map(folder -> folder.resolve("bootstrap.cfg"))
                .filter(Files::exists)
                .findFirst();
    }

    private void pack(Path early, Instant timestamp) throws IOException, GoalException {
        Initramfs content = new Initramfs();
        content.addTree(early, "", name -> true);
        for (FileSet fileSet : overlayFileSets) {
            Layer.of(fileSet, basedir()).addTo(content);
        }
        if (init != null) {
            content.addExecutable(LocalePath.of(init, "<init>"), "init");
        }
        if (!content.contains("init")) {
            throw new GoalException(
                    "<init>: the initramfs has no program for the kernel to run: name one, or bring it in one of <overlayFileSets>");
        }
        Path file = initramfsFile == null
                ? defaultInitramfs(buildDirectory())
                : LocalePath.of(initramfsFile, "<initramfsFile>").toAbsolutePath();
        PathUtils.createParentDirectories(file);
        InitramfsWriter.write(content, timestamp, file);
        getLog().info("Initramfs: " + file + ": " + Files.size(file) + " bytes");
    }
}
