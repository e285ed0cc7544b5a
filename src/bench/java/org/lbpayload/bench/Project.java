// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.w3c.dom.Document;
import org.xml.sax.SAXException;

/**
 * What the build made, and Maven as a user would call it. Maven gets a local repository of its own below target with
 * the project's artifacts in it, so nothing is installed for others to trip over.
 */
final class Project {
    private static final String GROUP = "org.lbpayload";

    private final Path root;
    private final Path target;
    private final String version;

    /** @param root where the reactor is */
    Project(Path root) throws IOException, BenchException {
        this.root = root;
        this.target = root.resolve("target/bench");
        this.version = version(root.resolve("pom.xml"));
        Files.createDirectories(target);
    }

    private static String version(Path pom) throws IOException, BenchException {
        try {
            Document document =
                    DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(pom.toFile());
            return XPathFactory.newInstance().newXPath().evaluate("/project/version", document);
        } catch (ParserConfigurationException | SAXException | XPathExpressionException e) {
            throw new BenchException(pom + " cannot be read: " + e.getMessage());
        }
    }

    /** Where results go. */
    Path target() {
        return target;
    }

    Path root() {
        return root;
    }

    /** The importer as it is delivered. */
    Path importerJar() {
        return jar("payload-importer");
    }

    private Path jar(String module) {
        return root.resolve(module + "/target/" + module + "-" + version + ".jar");
    }

    /** The plugin's coordinates, as they stand before a colon and a goal on the command line. */
    String plugin() {
        return GROUP + ":payload-maven-plugin:" + version;
    }

    /** Puts the project's artifacts into Maven's own repository, which the words of {@link #maven} name. */
    void stage() throws IOException, BenchException {
        stage("lbpayload-parent", root.resolve("pom.xml"), "pom");
        for (String module : List.of("payload-format", "payload-importer", "payload-maven-plugin")) {
            if (!Files.exists(jar(module))) {
                throw new BenchException(jar(module) + " is missing: run without --no-build");
            }
            stage(module, root.resolve(module + "/pom.xml"), "pom");
            stage(module, jar(module), "jar");
        }
        Files.writeString(
                settings(),
                SETTINGS.formatted(Path.of(System.getProperty("user.home"), ".m2/repository")
                        .toUri()));
    }

    private void stage(String artifact, Path file, String type) throws IOException {
        Path directory = repository().resolve(GROUP.replace('.', '/') + "/" + artifact + "/" + version);
        Files.createDirectories(directory);
        Files.copy(file, directory.resolve(artifact + "-" + version + "." + type), StandardCopyOption.REPLACE_EXISTING);
    }

    private Path repository() {
        return target.resolve("repository");
    }

    private Path settings() {
        return target.resolve("settings.xml");
    }

    /** The beginning of Maven's command line; goals and properties are to follow. */
    List<String> maven() {
        return List.of(
                "mvn",
                "-B",
                "-gs",
                settings().toString(),
                "-Dmaven.repo.local=" + repository(),
                "-Dpayload.version=" + version);
    }

    /** What other builds have downloaded already is taken from there. */
    private static final String SETTINGS = """
            <settings>
              <profiles>
                <profile>
                  <id>bench</id>
                  <repositories>
                    <repository>
                      <id>downloaded</id>
                      <url>%1$s</url>
                    </repository>
                  </repositories>
                  <pluginRepositories>
                    <pluginRepository>
                      <id>downloaded</id>
                      <url>%1$s</url>
                    </pluginRepository>
                  </pluginRepositories>
                </profile>
              </profiles>
              <activeProfiles>
                <activeProfile>bench</activeProfile>
              </activeProfiles>
            </settings>
            """;
}
