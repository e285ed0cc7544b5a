// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.execution.DefaultMavenExecutionRequest;
import org.apache.maven.execution.DefaultMavenExecutionResult;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.descriptor.DuplicateParameterException;
import org.apache.maven.plugin.descriptor.MojoDescriptor;
import org.apache.maven.plugin.descriptor.Parameter;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.plugin.logging.SystemStreamLog;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.util.xml.Xpp3Dom;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.lbpayload.maven.io.GoalException;

/** A goal that does what the test sets. */
final class TestMojo extends AbstractPayloadMojo {
    GoalException failure;
    InterruptedException interruption;
    RuntimeException fault;
    String warning;

    private final MojoExecution execution;

    /** Creates a goal that is called on the command line or bound to a phase. */
    TestMojo(MojoExecution.Source source, String... modules) {
        execution = configure(this, source, modules);
        addBoolean("skip", "false");
    }

    /** Sets the parameters that Maven sets in all goals, except the base directory. */
    static MojoExecution configure(AbstractPayloadMojo mojo, MojoExecution.Source source, String... modules) {
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
        MojoExecution execution = new MojoExecution(descriptor, "test", source);
        execution.setConfiguration(new Xpp3Dom("configuration"));
        set(AbstractPayloadMojo.class, mojo, "execution", execution);
        set(AbstractPayloadMojo.class, mojo, "session", session(projects));
        set(AbstractPayloadMojo.class, mojo, "project", projects.get(0));
        mojo.setLog(new SystemStreamLog() {
            @Override
            public void debug(Throwable error) {
                // stack traces of expected failures would fill the log of the tests
            }
        });
        return execution;
    }

    /** Adds a boolean parameter whose default is true. */
    void addBoolean(String name, String configured) {
        Parameter parameter = new Parameter();
        parameter.setName(name);
        parameter.setType("boolean");
        try {
            execution.getMojoDescriptor().addParameter(parameter);
        } catch (DuplicateParameterException e) {
            throw new IllegalStateException(e);
        }
        Xpp3Dom element = new Xpp3Dom(name);
        element.setValue(configured);
        element.setAttribute("default-value", "true");
        execution.getConfiguration().addChild(element);
    }

    void setUserProperty(String name, String value) {
        session().getUserProperties().setProperty(name, value);
    }

    @SuppressWarnings("deprecation") // the only way to create a session
    private static MavenSession session(List<MavenProject> projects) {
        MavenSession session = new MavenSession(
                null,
                new DefaultRepositorySystemSession(),
                new DefaultMavenExecutionRequest(),
                new DefaultMavenExecutionResult());
        session.setProjects(projects);
        return session;
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
        set(AbstractPayloadMojo.class, this, "skip", true);
    }

    /** Sets a parameter that this class declares. */
    static void set(Class<? extends AbstractPayloadMojo> type, AbstractPayloadMojo mojo, String name, Object value) {
        try {
            Field field = type.getDeclaredField(name);
            field.setAccessible(true);
            field.set(mojo, value);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
