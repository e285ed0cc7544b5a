// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven;

import java.lang.reflect.Field;
import java.nio.file.Path;
import java.util.List;
import org.apache.maven.execution.DefaultMavenExecutionRequest;
import org.apache.maven.execution.DefaultMavenExecutionResult;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.descriptor.MojoDescriptor;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.plugin.logging.Log;
import org.apache.maven.plugin.logging.SystemStreamLog;
import org.apache.maven.project.MavenProject;
import org.eclipse.aether.DefaultRepositorySystemSession;

/** Functions that configure goals for tests in the same way as Maven. */
final class Goals {
    private Goals() {}

    @SuppressWarnings("deprecation") // all constructors of MavenSession are deprecated
    static MavenSession session(List<MavenProject> projects) {
        MavenSession session = new MavenSession(
                null,
                new DefaultRepositorySystemSession(),
                new DefaultMavenExecutionRequest(),
                new DefaultMavenExecutionResult());
        session.setProjects(projects);
        return session;
    }

    /** Configures a goal that runs without a project. */
    static <T extends AbstractPayloadMojo> T configure(
            T goal, String name, String execution, Path basedir, MavenSession session) {
        MojoDescriptor descriptor = new MojoDescriptor();
        descriptor.setGoal(name);
        descriptor.setPluginDescriptor(new PluginDescriptor());
        set(goal, "execution", new MojoExecution(descriptor, execution, MojoExecution.Source.LIFECYCLE));
        set(goal, "session", session);
        set(goal, "project", new MavenProject());
        set(goal, "basedir", basedir.toFile());
        set(goal, "classifier", DefaultImage.CLASSIFIER);
        goal.setLog(quietLog());
        return goal;
    }

    /** Returns a log that omits stack traces of expected failures, which would fill the log of the tests. */
    static Log quietLog() {
        return new SystemStreamLog() {
            @Override
            public void debug(Throwable error) {}
        };
    }

    /** Sets a parameter that the class of the goal or a superclass declares. */
    static void set(AbstractPayloadMojo goal, String parameter, Object value) {
        for (Class<?> type = goal.getClass(); type != null; type = type.getSuperclass()) {
            try {
                Field field = type.getDeclaredField(parameter);
                field.setAccessible(true);
                field.set(goal, value);
                return;
            } catch (NoSuchFieldException e) {
                continue;
            } catch (IllegalAccessException e) {
                throw new IllegalStateException(e);
            }
        }
        throw new IllegalArgumentException("expected a parameter of the goal, found " + parameter);
    }
}
