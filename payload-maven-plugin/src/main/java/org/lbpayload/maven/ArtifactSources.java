// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.maven.model.Dependency;
import org.apache.maven.model.DependencyManagement;
import org.apache.maven.project.MavenProject;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.ArtifactType;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResolutionException;
import org.lbpayload.maven.image.ImageException;
import org.lbpayload.maven.image.ImageSource;

/**
 * A resolver that finds the files of {@code <artifactItems>} in the reactor, the local repository and the project's
 * repositories.
 */
final class ArtifactSources {
    private static final String ORIGIN = "<artifactItems>";

    private final RepositorySystem repositories;
    private final RepositorySystemSession session;
    private final MavenProject project;

    ArtifactSources(RepositorySystem repositories, RepositorySystemSession session, MavenProject project) {
        this.repositories = repositories;
        this.session = session;
        this.project = project;
    }

    ImageSource resolve(ArtifactItem item) throws ImageException {
        if (isBlank(item.groupId()) || isBlank(item.artifactId())) {
            throw new ImageException(
                    ORIGIN + ": expected <groupId> and <artifactId>, found " + item + ": add both to the item");
        }
        String version = isBlank(item.version()) ? versionOfDependency(item) : item.version();
        ArtifactType type = session.getArtifactTypeRegistry().get(item.type());
        String extension = type == null ? item.type() : type.getExtension();
        String classifier =
                item.classifier().isEmpty() && type != null ? nullToEmpty(type.getClassifier()) : item.classifier();
        Artifact artifact = new DefaultArtifact(item.groupId(), item.artifactId(), classifier, extension, version);

        Path file = resolve(artifact);
        String name = isBlank(item.destFileName()) ? fileName(artifact) : item.destFileName();
        return new ImageSource(name, file, ORIGIN + " " + artifact, Optional.empty());
    }

    private Path resolve(Artifact artifact) throws ImageException {
        try {
            return repositories
                    .resolveArtifact(
                            session, new ArtifactRequest(artifact, project.getRemoteProjectRepositories(), null))
                    .getArtifact()
                    .getFile()
                    .toPath();
        } catch (ArtifactResolutionException e) {
            throw new ImageException(
                    ORIGIN + ": " + "cannot resolve " + artifact + ": " + e.getMessage()
                            + "; correct the coordinates, or add a repository that contains the artifact",
                    e);
        }
    }

    /**
     * Returns the default name of the entry. The name contains the configured version, because the timestamp of a
     * snapshot differs between repositories.
     */
    private static String fileName(Artifact artifact) {
        String classifier = artifact.getClassifier().isEmpty() ? "" : "-" + artifact.getClassifier();
        return artifact.getArtifactId() + "-" + artifact.getVersion() + classifier + "." + artifact.getExtension();
    }

    private String versionOfDependency(ArtifactItem item) throws ImageException {
        DependencyManagement managed = project.getDependencyManagement();
        List<Dependency> dependencies = Stream.concat(
                        project.getDependencies().stream(),
                        managed == null ? Stream.empty() : managed.getDependencies().stream())
                .toList();
        return first(
                        dependencies,
                        dependency -> isSame(dependency, item)
                                && dependency.getType().equals(item.type())
                                && nullToEmpty(dependency.getClassifier()).equals(item.classifier()))
                .or(() -> first(dependencies, dependency -> isSame(dependency, item)))
                .orElseThrow(
                        () -> new ImageException(
                                ORIGIN + ": " + item
                                        + " has no version: add a <version>, or add a dependency or managed dependency to the project"));
    }

    private static boolean isSame(Dependency dependency, ArtifactItem item) {
        return dependency.getGroupId().equals(item.groupId())
                && dependency.getArtifactId().equals(item.artifactId());
    }

    private static Optional<String> first(List<Dependency> dependencies, Predicate<Dependency> wanted) {
        return dependencies.stream()
                .filter(wanted)
                .map(Dependency::getVersion)
                .filter(version -> !isBlank(version))
                .findFirst();
    }

    private static boolean isBlank(String text) {
        return text == null || text.isBlank();
    }

    private static String nullToEmpty(String text) {
        return text == null ? "" : text;
    }
}
