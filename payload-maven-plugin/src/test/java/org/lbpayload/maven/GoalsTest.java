// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.apache.maven.plugin.descriptor.MojoDescriptor;
import org.apache.maven.plugin.descriptor.Parameter;
import org.apache.maven.plugin.descriptor.PluginDescriptorBuilder;
import org.codehaus.plexus.configuration.PlexusConfiguration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/** Tests of the plugin descriptor that the build generates, and of the metadata for Maven and Eclipse. */
class GoalsTest {
    private static final String HELP = "help";

    private static List<MojoDescriptor> goals;

    @BeforeAll
    static void readDescriptor() throws Exception {
        try (Reader descriptor = new InputStreamReader(resource("META-INF/maven/plugin.xml"), StandardCharsets.UTF_8)) {
            goals = new PluginDescriptorBuilder()
                    .build(descriptor).getMojos().stream()
                            .filter(goal -> !goal.getGoal().equals(HELP)) // generated
                            .toList();
        }
        assertThat(goals).hasSizeGreaterThan(5);
    }

    @Test
    void namesPropertyAfterParameter() {
        for (MojoDescriptor goal : goals) {
            for (Parameter parameter : configurable(goal)) {
                String property = configuration(goal, parameter).getValue(null);
                if (property == null && parameter.getType().startsWith("java.util.")) {
                    continue; // no property can set this map or list
                }
                assertThat(property)
                        .as(goal.getGoal() + " " + parameter.getName())
                        .isEqualTo("${lbpayload." + parameter.getName() + "}");
            }
        }
    }

    /** An element of the plugin's {@code <configuration>} sets the parameter of this name in all goals. */
    @Test
    void givesSameTypeAndDefaultToParametersOfSameName() {
        Map<String, String> seen = new HashMap<>();
        for (MojoDescriptor goal : goals) {
            for (Parameter parameter : configurable(goal)) {
                String shape = parameter.getType() + " "
                        + configuration(goal, parameter).getAttribute("default-value");
                assertThat(seen.getOrDefault(parameter.getName(), shape))
                        .as(goal.getGoal() + " " + parameter.getName())
                        .isEqualTo(shape);
                seen.put(parameter.getName(), shape);
            }
        }
    }

    @Test
    void ordersExecutionsByDefaultPhases() {
        Map<String, String> phases = new HashMap<>();
        goals.forEach(goal -> phases.put(goal.getGoal(), goal.getPhase()));

        assertThat(phases)
                .containsEntry("fetch", "generate-resources")
                .containsEntry("check", "process-resources")
                .containsEntry("build", "package")
                .containsEntry("early", "pre-integration-test")
                .containsEntry("qemu", "integration-test")
                .containsEntry("verify", "verify");
    }

    @Test
    void describesEveryGoalAndParameter() {
        for (MojoDescriptor goal : goals) {
            assertThat(goal.getDescription()).as(goal.getGoal()).isNotBlank();
            assertThat(goal.getSince()).as(goal.getGoal()).isNotBlank();
            for (Parameter parameter : configurable(goal)) {
                String name = goal.getGoal() + " " + parameter.getName();
                assertThat(parameter.getDescription()).as(name).isNotBlank();
            }
        }
    }

    @Test
    void skipsEveryGoalOnRequest() {
        assertThat(goals)
                .filteredOn(goal -> !goal.getGoal().equals("report"))
                .allMatch(goal -> goal.getParameterMap().containsKey("skip"));
    }

    /** Without metadata about a goal, Eclipse reports an error for each POM that binds the goal. */
    @Test
    void configuresEclipseToIgnoreEveryGoal() throws Exception {
        String execution = "/lifecycleMappingMetadata/pluginExecutions/pluginExecution";

        assertThat(texts(
                        "META-INF/m2e/lifecycle-mapping-metadata.xml",
                        execution + "[action/ignore]/pluginExecutionFilter/goals/goal"))
                .containsExactlyInAnyOrderElementsOf(
                        goals.stream().map(MojoDescriptor::getGoal).toList());
    }

    @Test
    void callsExistingGoalsInLifecycleOfPackaging() throws Exception {
        String prefix = "org.lbpayload:payload-maven-plugin:";

        List<String> called = texts("META-INF/plexus/components.xml", "//phases/*").stream()
                .filter(goal -> goal.startsWith(prefix))
                .map(goal -> goal.substring(prefix.length()))
                .toList();

        assertThat(called).isNotEmpty();
        assertThat(goals).extracting(MojoDescriptor::getGoal).containsAll(called);
    }

    private static List<Parameter> configurable(MojoDescriptor goal) {
        return goal.getParameters().stream().filter(Parameter::isEditable).toList();
    }

    private static PlexusConfiguration configuration(MojoDescriptor goal, Parameter parameter) {
        return goal.getMojoConfiguration().getChild(parameter.getName());
    }

    private static List<String> texts(String resource, String path) throws Exception {
        try (InputStream in = resource(resource)) {
            Document document =
                    DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(in);
            NodeList nodes =
                    (NodeList) XPathFactory.newInstance().newXPath().evaluate(path, document, XPathConstants.NODESET);
            return IntStream.range(0, nodes.getLength())
                    .mapToObj(i -> nodes.item(i).getTextContent())
                    .toList();
        }
    }

    private static InputStream resource(String name) throws IOException {
        InputStream in = GoalsTest.class.getClassLoader().getResourceAsStream(name);
        if (in == null) {
            throw new IOException(name + " is not on the class path");
        }
        return in;
    }
}
