// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven;

import java.io.File;
import java.nio.file.Path;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.lbpayload.maven.io.GoalException;

/** A goal of this plugin. A subclass does its work in {@link #run}; exceptions are translated here and only here. */
abstract class AbstractPayloadMojo extends AbstractMojo {
    @Parameter(defaultValue = "${project}", readonly = true, required = true)
    private MavenProject project;

    @Parameter(defaultValue = "${session}", readonly = true, required = true)
    private MavenSession session;

    @Parameter(defaultValue = "${mojoExecution}", readonly = true, required = true)
    private MojoExecution execution;

    @Parameter(defaultValue = "${basedir}", readonly = true, required = true)
    private File basedir;

    /**
     * Whether to skip the goal.
     *
     * @since 0.1.0
     */
    @Parameter(property = "lbpayload.skip", defaultValue = "false")
    private boolean skip;

    @Override
    public final void execute() throws MojoExecutionException, MojoFailureException {
        if (skip) {
            getLog().info("Skipping lbpayload:" + execution.getGoal() + ": lbpayload.skip is set");
            return;
        }
        try {
            run();
        } catch (GoalException e) {
            if (e.isMachineFailure()) {
                throw new MojoExecutionException(e.getMessage(), e);
            }
            throw new MojoFailureException(e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MojoExecutionException("lbpayload:" + execution.getGoal() + " was interrupted", e);
        }
    }

    /**
     * Does the work of the goal.
     *
     * @throws GoalException if the input is at fault or the machine fails
     * @throws InterruptedException if Maven stops the thread
     */
    abstract void run() throws GoalException, InterruptedException;

    final MavenProject project() {
        return project;
    }

    final MavenSession session() {
        return session;
    }

    /** Returns the directory of the project, or the current directory if Maven runs without a project. */
    final Path basedir() {
        return basedir.toPath();
    }

    final boolean isSkipped() {
        return skip;
    }

    final boolean hasProject() {
        return project.getFile() != null;
    }

    /** Returns the directory for generated files: the build directory of the project, or {@code target}. */
    final Path buildDirectory() {
        return DefaultImage.directory(project, basedir());
    }
}
