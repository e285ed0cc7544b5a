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
 * Builds one payload image from distfiles, file sets, single files, a file list and artifacts, and attaches the image
 * to the project. The goal also works without a project.
 *
 * <p>The same inputs always produce an identical image. The goal does nothing if the image is up to date. A failed
 * build deletes the outdated image. A build waits while another build writes the same image.
 *
 * @since 0.1.0
 */
@Mojo(name = "build", defaultPhase = LifecyclePhase.PACKAGE, threadSafe = true, requiresProject = false)
public final class BuildMojo extends AbstractStepsMojo {
    /**
     * The packaging of projects whose main artifact is an image. META-INF/plexus/components.xml defines this packaging.
     */
    private static final String PACKAGING = "lbpayload";

    private final RepositorySystem repositories;
    private final MavenProjectHelper projectHelper;

    @Parameter(defaultValue = "${plugin.version}", readonly = true, required = true)
    private String pluginVersion;

    /**
     * File sets, each a {@code <fileSet>} with {@code <directory>}, {@code <includes>}, {@code <excludes>},
     * {@code <followSymlinks>} and {@code <useDefaultExcludes>}. Each entry takes the base name of its file. A relative
     * directory is resolved against the directory of the POM. On the command line, commas separate directories.
     */
    @Parameter(property = "lbpayload.fileSets")
    private List<FileSet> fileSets = new ArrayList<>();

    /**
     * Single files, each a {@code <file>} with a {@code <source>} and an optional {@code <name>} of the entry. On the
     * command line, commas separate paths.
     */
    @Parameter(property = "lbpayload.files")
    private List<FileItem> files = new ArrayList<>();

    /**
     * A text file in UTF-8 with a line {@code NAME PATH} for each file to pack. The path continues to the end of the
     * line. A relative path is resolved against the directory of the list. Empty lines are ignored.
     */
    @Parameter(property = "lbpayload.fileList")
    private File fileList;

    /**
     * Artifacts from Maven repositories, each an {@code <artifactItem>} with {@code <groupId>}, {@code <artifactId>},
     * {@code <version>}, {@code <type>}, {@code <classifier>} and {@code <destFileName>}, as in
     * maven-dependency-plugin. The default version is the version of the project's dependency or managed dependency on
     * the artifact. The default type is {@code jar}, and the default file name is
     * {@code artifactId-version[-classifier].type}. On the command line, write each artifact as
     * {@code groupId:artifactId[:version[:type[:classifier]]]} and separate artifacts with commas.
     */
    @Parameter(property = "lbpayload.artifactItems")
    private List<ArtifactItem> artifactItems = new ArrayList<>();

    /**
     * The layout of the image, {@code u64} or {@code u32}. Choose {@code u32} for older importers, which cannot read
     * u64 images. A u32 image must be smaller than 4 GiB.
     */
    @Parameter(property = "lbpayload.layout", defaultValue = "u64")
    private String layout;

    /**
     * Writes a checksum section with the CRC-32 and SHA-256 of each entry. Importers that do not support checksum
     * sections ignore them. Without a checksum section, an import cannot detect damaged data, and the image has no
     * payload id. An image without a checksum section is identical to the output of live-bootstrap's tools.
     */
    @Parameter(property = "lbpayload.checksums", defaultValue = "true")
    private boolean checksums;

    /**
     * Installs and deploys the image with the project. In a project of packaging {@code lbpayload}, the image is the
     * main artifact. In other projects, the image is attached with the type {@code img} and its {@code classifier}.
     */
    @Parameter(property = "lbpayload.attach", defaultValue = "true")
    private boolean attach;

    /**
     * Builds an image without entries if there is nothing to pack. By default, the goal fails if there is nothing to
     * pack.
     */
    @Parameter(property = "lbpayload.allowEmpty", defaultValue = "false")
    private boolean allowEmpty;

    /**
     * Builds no image if there is nothing to pack. Set this parameter in an aggregator POM that configures the goal for
     * its modules but has no image itself.
     */
    @Parameter(property = "lbpayload.skipIfEmpty", defaultValue = "false")
    private boolean skipIfEmpty;

    /**
     * Builds the image even if it is up to date. An image is up to date if the configuration and the name, path, size,
     * modification time and inode of each file are unchanged. The contents of files are not compared. The goal
     * therefore misses a file that was overwritten in place with the same size and modification time, for example by
     * {@code cp -p}.
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

    /** Reserves the image. Fails if another execution of this build writes or attaches the same image. */
    private void reserve(Path image) throws GoalException {
        reserve(image, "<imageFile>");
        if (isAttached()) {
            outputs()
                    .reserveArtifact(
                            project().getId() + (isMainArtifact() ? "" : ":" + classifier()),
                            executionName(),
                            isMainArtifact()
                                    ? "set <attach> to false in one execution; a project of packaging " + PACKAGING
                                            + " has one main image"
                                    : "give each execution a different <classifier>, or set <attach> to false in one execution");
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
                getLog().warn("<fileSets>: no file in " + fileSet.getDirectory() + " matches the patterns");
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
            throw new ImageException(distfiles.nothingToPack() + ", and there is no other source: add files,"
                    + " or set <fileSets>, <files>, <fileList> or <artifactItems>,"
                    + " or set <skipIfEmpty> to build no image,"
                    + " or set <allowEmpty> to build an image without entries");
        }
        return sources;
    }
}
