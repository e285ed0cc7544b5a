// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProjectHelper;
import org.eclipse.aether.RepositorySystem;
import org.lbpayload.format.Layout;
import org.lbpayload.maven.image.BuiltImage;
import org.lbpayload.maven.image.FileList;
import org.lbpayload.maven.image.ImageBuilder;
import org.lbpayload.maven.image.ImageException;
import org.lbpayload.maven.image.ImageRequest;
import org.lbpayload.maven.image.ImageSource;
import org.lbpayload.maven.image.LocalePath;
import org.lbpayload.maven.io.GoalException;

/**
 * Builds a payload image from live-bootstrap's steps, files, file sets, lists and artifacts, and attaches it to the
 * project. All sources that are given are packed together. Works without a project as well.
 *
 * <p>The same inputs give the same bytes. Where neither they nor the configuration changed since the image that stands
 * was built, nothing is done. A build that fails leaves no image, not even an older one.
 *
 * @since 0.1.0
 */
@Mojo(name = "build", defaultPhase = LifecyclePhase.PACKAGE, threadSafe = true, requiresProject = false)
public final class BuildMojo extends AbstractStepsMojo {
    /** Of projects whose main artifact is the image; META-INF/plexus/components.xml defines it. */
    private static final String PACKAGING = "lbpayload";

    private final RepositorySystem repositories;
    private final MavenProjectHelper projectHelper;

    @Parameter(defaultValue = "${plugin.version}", readonly = true, required = true)
    private String pluginVersion;

    /**
     * Sets of files, each a {@code <fileSet>} with {@code <directory>}, {@code <includes>}, {@code <excludes>},
     * {@code <followSymlinks>} and {@code <useDefaultExcludes>}. Each file becomes an entry under its own name,
     * whatever folder below the directory it is in. A relative directory counts from the folder of the POM. On the
     * command line: directories, separated by commas.
     *
     * @since 0.1.0
     */
    @Parameter(property = "lbpayload.fileSets")
    private List<FileSet> fileSets = new ArrayList<>();

    /**
     * Single files, each a {@code <file>} with {@code <source>} and, where the entry is to be called otherwise than the
     * file, {@code <name>}. On the command line: paths, separated by commas.
     *
     * @since 0.1.0
     */
    @Parameter(property = "lbpayload.files")
    private List<FileItem> files = new ArrayList<>();

    /**
     * A text file in UTF-8 that names a file to pack on each line: the name of the entry, a blank, the path to the end
     * of the line. A relative path counts from the folder that the list is in. Empty lines are ignored.
     *
     * @since 0.1.0
     */
    @Parameter(property = "lbpayload.fileList")
    private File fileList;

    /**
     * Artifacts that Maven resolves, each an {@code <artifactItem>} with {@code <groupId>}, {@code <artifactId>} and
     * where wanted {@code <version>} (default: that of the project's dependency or managed dependency), {@code <type>}
     * (default: jar), {@code <classifier>} and {@code <destFileName>} (default:
     * {@code artifactId-version[-classifier].type}), as maven-dependency-plugin has them. On the command line:
     * {@code groupId:artifactId[:version[:type[:classifier]]]}, separated by commas.
     *
     * @since 0.1.0
     */
    @Parameter(property = "lbpayload.artifactItems")
    private List<ArtifactItem> artifactItems = new ArrayList<>();

    /**
     * The width of the integers in the image: {@code u64}, or {@code u32} for importers of the first generation. A u32
     * image ends below 4 GiB. An importer of the other layout cannot read the image; this project's reads both.
     *
     * @since 0.1.0
     */
    @Parameter(property = "lbpayload.layout", defaultValue = "u64")
    private String layout;

    /**
     * Whether CRC-32 and SHA-256 of every file stand behind the last entry, where importers that do not know of them
     * ignore them. Without them an import cannot tell damaged data from good, and the image has no payload id; it is
     * then, byte for byte, what live-bootstrap's own generator writes.
     *
     * @since 0.1.0
     */
    @Parameter(property = "lbpayload.checksums", defaultValue = "true")
    private boolean checksums;

    /**
     * Whether the image is installed and deployed with the project. In a project of packaging {@code lbpayload}, the
     * image is the main artifact. In other projects, it is attached with type {@code img} and its {@code classifier}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "lbpayload.attach", defaultValue = "true")
    private boolean attach;

    /**
     * Whether to build an image without entries if there is nothing to pack. Otherwise this is an error, unless
     * {@code skipIfEmpty} is set.
     *
     * @since 0.1.0
     */
    @Parameter(property = "lbpayload.allowEmpty", defaultValue = "false")
    private boolean allowEmpty;

    /**
     * Whether to build no image if there is nothing to pack. This lets an aggregator POM pass its configuration to the
     * modules and have no image itself.
     *
     * @since 0.1.0
     */
    @Parameter(property = "lbpayload.skipIfEmpty", defaultValue = "false")
    private boolean skipIfEmpty;

    /**
     * Whether to build even where inputs and configuration are those of the image that stands; otherwise such an image
     * stays as it is. Inputs are compared by name, path, size, time of last change and inode, and not read: one that
     * was overwritten in place, with as many bytes and its old time set again ({@code cp -p}), looks unchanged.
     *
     * @since 0.1.0
     */
    @Parameter(property = "lbpayload.forceBuild", defaultValue = "false")
    private boolean forceBuild;

    @Inject
    public BuildMojo(RepositorySystem repositories, MavenProjectHelper projectHelper) {
        this.repositories = repositories;
        this.projectHelper = projectHelper;
    }

    @Override
    void run() throws GoalException {
        long start = System.nanoTime();
        Path image = image();
        reserve(image);
        Optional<BuiltImage> result = ImageBuilder.build(
                image, () -> getLog().info("Waiting for another build of " + image), () -> request(image));
        if (result.isEmpty()) {
            getLog().info("Skipping the payload image: there is nothing to pack, and skipIfEmpty is set");
            return;
        }
        BuiltImage built = result.get();
        getLog().info((built.upToDate() ? "Payload image is up to date: " : "Payload image: ") + built + " in "
                + (System.nanoTime() - start) / 1_000_000 + " ms");
        built.warning().ifPresent(getLog()::warn);
        if (isAttached()) {
            attach(image.toFile());
        }
    }

    /** Fails before anything is written if another execution of this build writes or attaches the same image. */
    private void reserve(Path image) throws GoalException {
        reserve(image, "<imageFile>");
        if (isAttached()) {
            outputs()
                    .reserveArtifact(
                            project().getId() + (isMainArtifact() ? "" : ":" + classifier()),
                            executionName(),
                            isMainArtifact()
                                    ? "set <attach> to false in one of them; a project of packaging " + PACKAGING
                                            + " has one main image"
                                    : "give each another <classifier>, or set <attach> to false in one of them");
        }
    }

    private boolean isAttached() {
        return attach && hasProject();
    }

    private boolean isMainArtifact() {
        return project().getPackaging().equals(PACKAGING);
    }

    private void attach(File image) {
        if (isMainArtifact()) {
            project().getArtifact().setFile(image);
        } else if (project().getAttachedArtifacts().stream().noneMatch(artifact -> image.equals(artifact.getFile()))) {
            projectHelper.attachArtifact(project(), "img", classifier(), image);
        }
    }

    private Optional<ImageRequest> request(Path image) throws ImageException {
        List<ImageSource> sources = sources(image);
        if (sources.isEmpty() && skipIfEmpty && !allowEmpty) {
            return Optional.empty();
        }
        ImageRequest.Settings settings = new ImageRequest.Settings(parsedLayout(), checksums, pluginVersion);
        return Optional.of(new ImageRequest(sources, settings, forceBuild));
    }

    private Layout parsedLayout() throws ImageException {
        Layout parsed = Layout.ofLabel(layout);
        if (parsed == null) {
            throw new ImageException("<layout>: expected u32 or u64, found \"" + layout + "\": choose one of them");
        }
        return parsed;
    }

    private List<ImageSource> sources(Path image) throws ImageException {
        DistfileSources distfiles = new DistfileSources(
                distfilesDirectory(), basedir().resolve("distfiles"), stepsDirectories(), splitBefore());
        List<ImageSource> sources = new ArrayList<>(distfiles.list(image, getLog()::warn));
        for (FileSet fileSet : fileSets) {
            List<ImageSource> found = fileSet.list(basedir());
            if (found.isEmpty()) {
                getLog().warn("<fileSets>: no file in " + fileSet.getDirectory() + " is included");
            }
            sources.addAll(found);
        }
        for (FileItem file : files) {
            sources.add(file.source(basedir()));
        }
        if (fileList != null) {
            sources.addAll(FileList.read(LocalePath.of(fileList, "<fileList>")));
        }
        ArtifactSources artifacts = new ArtifactSources(repositories, session().getRepositorySession(), project());
        for (ArtifactItem item : artifactItems) {
            sources.add(artifacts.resolve(item));
        }
        if (sources.isEmpty() && !allowEmpty && !skipIfEmpty) {
            throw new ImageException(distfiles.nothingToPack() + " and no other source is given; put files there, name"
                    + " <fileSets>, <files>, <fileList> or <artifactItems>, or set <skipIfEmpty> to build no image or"
                    + " <allowEmpty> for an image without entries");
        }
        return sources;
    }
}
