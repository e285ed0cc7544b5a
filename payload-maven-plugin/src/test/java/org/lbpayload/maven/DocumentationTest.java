// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Tests that the parameters, options, messages, examples and links in the documentation agree with the code. */
class DocumentationTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path MANUAL = ROOT.resolve("docs");

    @Test
    void listsParametersOfEachGoal() throws Exception {
        Set<String> common = tableOf("all goals");
        Document plugin = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(Path.of("target/classes/META-INF/maven/plugin.xml").toFile());
        NodeList goals = plugin.getElementsByTagName("mojo");
        for (int i = 0; i < goals.getLength(); i++) {
            Element mojo = (Element) goals.item(i);
            String goal = text(mojo, "goal");
            if (!goal.equals("help")) {
                Set<String> documented = tableOf("`" + goal + "`");
                documented.addAll(common);
                assertThat(documented).as("parameters of %s", goal).isEqualTo(parameters(mojo));
            }
        }
    }

    private static Set<String> parameters(Element mojo) {
        Set<String> names = new TreeSet<>();
        NodeList parameters = mojo.getElementsByTagName("parameter");
        for (int i = 0; i < parameters.getLength(); i++) {
            Element parameter = (Element) parameters.item(i);
            if (text(parameter, "editable").equals("true")) {
                names.add(text(parameter, "name"));
            }
        }
        return names;
    }

    private static String text(Element parent, String name) {
        return parent.getElementsByTagName(name).item(0).getTextContent();
    }

    /** Returns the names in the table of the section "Parameters of ..." whose title contains {@code owner}. */
    private static Set<String> tableOf(String owner) throws IOException {
        for (Path page : pages(MANUAL)) {
            for (String section : Files.readString(page).split("\n## ")) {
                String title = section.lines().findFirst().orElse("");
                if (title.startsWith("Parameters of ") && title.contains(owner)) {
                    return matches("(?m)^\\| `(\\w+)` \\|", section);
                }
            }
        }
        throw new AssertionError("no page has a section 'Parameters of " + owner + "'");
    }

    @Test
    void listsOptionsOfImporter() throws IOException {
        String usage =
                Files.readString(ROOT.resolve("payload-importer/src/main/java/org/lbpayload/importer/Usage.java"));
        String page = Files.readString(MANUAL.resolve("importer.md"));

        assertThat(matches("(--[a-z-]+)", usage))
                .isNotEmpty()
                .allSatisfy(option -> assertThat(page).containsPattern("`[^`]*" + option + "\\b"));
    }

    @Test
    void explainsMessagesThatExist() throws IOException {
        StringBuilder code = new StringBuilder();
        for (Path file : javaFiles()) {
            if (file.toString().contains("main")) {
                code.append(
                        Files.readString(file).replaceAll("\"\\s*\\+\\s*\"", "").replace("\\\"", "\""));
            }
        }

        for (String heading : matches("(?m)^### `(.*)`$", Files.readString(MANUAL.resolve("faq.md")))) {
            assertThat(heading.split("…"))
                    .as(heading)
                    .allSatisfy(part ->
                            assertThat(code.indexOf(part.strip())).as(part).isNotNegative());
        }
    }

    @Test
    void showsExamplesUnchanged() throws IOException {
        String page = Files.readString(MANUAL.resolve("examples.md"));
        List<MatchResult> blocks = Pattern.compile("<!-- (\\S+) -->\n```\\w*\n(.*?)\n```\n", Pattern.DOTALL)
                .matcher(page)
                .results()
                .toList();

        assertThat(blocks).hasSizeGreaterThan(8);
        for (MatchResult block : blocks) {
            String file = Files.readString(ROOT.resolve(block.group(1))).replace("@project.version@", version());
            assertThat(block.group(2)).as(block.group(1)).isEqualTo(file.stripTrailing());
        }
    }

    private static String version() throws IOException {
        return matches(
                        "<version>([^<]*)</version>",
                        Files.readString(ROOT.resolve("pom.xml")).split("<packaging>")[0])
                .iterator()
                .next();
    }

    @Test
    void namesTestsThatExist() throws IOException {
        Set<String> sources = javaFiles().stream()
                .map(file -> file.getFileName().toString().replace(".java", ""))
                .collect(toCollection(TreeSet::new));

        assertThat(sources)
                .containsAll(matches("`([A-Z]\\w+(?:Test|IT))`", Files.readString(ROOT.resolve("README.md"))));
    }

    @Test
    void linksToPagesAndHeadingsThatExist() throws IOException {
        for (Path page :
                Stream.concat(pages(ROOT).stream(), pages(MANUAL).stream()).toList()) {
            for (String link : matches("\\]\\(([^)\\s]+)\\)", withoutCode(page))) {
                if (!link.contains("://")) {
                    String[] parts = link.split("#", 2);
                    Path target = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]);
                    assertThat(target).as("%s in %s", link, page).exists();
                    assertThat(parts.length == 1 || anchors(target).contains(parts[1]))
                            .as("%s in %s", link, page)
                            .isTrue();
                }
            }
        }
    }

    @Test
    void hasTableOfContentsOnEachPage() throws IOException {
        for (Path page : pages(MANUAL)) {
            Set<String> links = matches("\\]\\(#([^)\\s]+)\\)", Files.readString(page));
            Set<String> sections = matches("(?m)^## (.*)$", withoutCode(page)).stream()
                    .map(DocumentationTest::anchor)
                    .collect(toCollection(TreeSet::new));
            assertThat(links).as(page.toString()).containsAll(sections);
        }
    }

    private static Set<String> anchors(Path page) throws IOException {
        return matches("(?m)^#+ (.*)$", withoutCode(page)).stream()
                .map(DocumentationTest::anchor)
                .collect(toCollection(TreeSet::new));
    }

    /** Returns the anchor that GitHub assigns to a heading. */
    private static String anchor(String heading) {
        return heading.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .replace(' ', '-');
    }

    private static String withoutCode(Path page) throws IOException {
        return Files.readString(page).replaceAll("(?s)\n```.*?\n```\n", "\n");
    }

    private static Set<String> matches(String regex, String text) {
        return Pattern.compile(regex)
                .matcher(text)
                .results()
                .map(result -> result.group(1))
                .collect(toCollection(TreeSet::new));
    }

    private static List<Path> javaFiles() throws IOException {
        List<Path> all = new ArrayList<>();
        for (String module : List.of("payload-format", "payload-importer", "payload-maven-plugin")) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src"))) {
                files.filter(file -> file.toString().endsWith(".java")).forEach(all::add);
            }
        }
        return all;
    }

    private static List<Path> pages(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
