// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven;

import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.descriptor.DuplicateParameterException;
import org.apache.maven.plugin.descriptor.MojoDescriptor;
import org.apache.maven.plugin.descriptor.Parameter;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.util.xml.Xpp3Dom;
import org.lbpayload.maven.io.GoalException;

/** A goal that fails, warns or succeeds as the test specifies. */
final class TestMojo extends AbstractPayloadMojo {
    GoalException failure;
    InterruptedException interruption;
    RuntimeException fault;
    String warning;

    private final MojoExecution configured;

    /** Creates a goal that is called on the command line or bound to a phase, according to {@code source}. */
    TestMojo(MojoExecution.Source source, String... modules) {
        PluginDescriptor plugin = new PluginDescriptor();
        MojoDescriptor descriptor = new MojoDescriptor();
        descriptor.setGoal("build");
        descriptor.setPluginDescriptor(plugin);
        List<MavenProject> projects = new ArrayList<>();
        for (String module : modules) {
            MavenProject project = new MavenProject();
            project.setArtifactId(module);
            projects.add(project);
        }
        configured = new MojoExecution(descriptor, "test", source);
        configured.setConfiguration(new Xpp3Dom("configuration"));
        Goals.set(this, "execution", configured);
        Goals.set(this, "session", Goals.session(projects));
        Goals.set(this, "project", projects.get(0));
        setLog(Goals.quietLog());
        addBoolean("skip", "false");
    }

    /** Adds a boolean parameter whose default is true. */
    void addBoolean(String name, String value) {
        Xpp3Dom element = element(name, value);
        element.setAttribute("default-value", "true");
        addParameter("boolean", element);
    }

    /** Adds a parameter with one file set that has one element. */
    void addFileSet(String name, String value) {
        Xpp3Dom fileSet = new Xpp3Dom("fileSet");
        fileSet.addChild(element(name, value));
        Xpp3Dom fileSets = new Xpp3Dom("fileSets");
        fileSets.addChild(fileSet);
        addParameter("java.util.List", fileSets);
    }

    private static Xpp3Dom element(String name, String value) {
        Xpp3Dom element = new Xpp3Dom(name);
        element.setValue(value);
        return element;
    }

    private void addParameter(String type, Xpp3Dom value) {
        Parameter parameter = new Parameter();
        parameter.setName(value.getName());
        parameter.setType(type);
        try {
            configured.getMojoDescriptor().addParameter(parameter);
        } catch (DuplicateParameterException e) {
            throw new IllegalStateException(e);
        }
        configured.getConfiguration().addChild(value);
    }

    void setUserProperty(String name, String value) {
        session().getUserProperties().setProperty(name, value);
    }

    @Override
    void run() throws GoalException, InterruptedException {
        if (warning != null) {
            getLog().warn(warning);
        }
        if (fault != null) {
            throw fault;
        }
        if (failure != null) {
            throw failure;
        }
        if (interruption != null) {
            throw interruption;
        }
    }

    void skip() {
        Goals.set(this, "skip", true);
    }
}
