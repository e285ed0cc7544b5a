// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven;

import java.io.File;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.logging.Log;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.lbpayload.maven.image.ImageException;
import org.lbpayload.maven.image.LocalePath;
import org.lbpayload.maven.io.GoalException;
import org.lbpayload.maven.io.Printable;
import org.lbpayload.maven.io.PrintableException;

/** The base class of all goals. Converts the exceptions of the goals to Maven's exceptions. */
abstract class AbstractPayloadMojo extends AbstractMojo {
    @Parameter(defaultValue = "${project}", readonly = true, required = true)
    private MavenProject project;

    @Parameter(defaultValue = "${session}", readonly = true, required = true)
    private MavenSession session;

    @Parameter(defaultValue = "${mojoExecution}", readonly = true, required = true)
    private MojoExecution execution;

    @Parameter(defaultValue = "${basedir}", readonly = true, required = true)
    private File basedir;

    /** Skips the goal. */
    @Parameter(property = "lbpayload.skip", defaultValue = "false")
    private boolean skip;

    @Override
    public final void execute() throws MojoExecutionException, MojoFailureException {
        try {
            checkParameters();
            if (skip) {
                getLog().info("Skipping lbpayload:" + execution.getGoal() + ": lbpayload.skip is set");
                return;
            }
            refuseSkippedModules();
            warnAboutUnknownProperties();
            run();
        } catch (GoalException e) {
            // Passes no cause to Maven, because Maven would append the raw JDK messages of all causes.
            getLog().debug(e);
            String message = Printable.message(e.getMessage());
            if (e.isMachineFailure()) {
                throw new MojoExecutionException(message);
            }
            throw new MojoFailureException(message);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MojoExecutionException("lbpayload:" + execution.getGoal() + " was interrupted", e);
        } catch (RuntimeException e) {
            throw new PrintableException(e);
        }
    }

    final void checkParameters() throws GoalException {
        BooleanParameters.requireValid(execution, session);
    }

    /** Returns a log that escapes control characters in messages. */
    @Override
    public final Log getLog() {
        return PrintableLog.of(super.getLog());
    }

    /**
     * Runs the goal.
     *
     * @throws GoalException if the input is invalid or an I/O error occurs
     * @throws InterruptedException if the thread is interrupted
     */
    abstract void run() throws GoalException, InterruptedException;

    /**
     * Fails if Maven would skip modules of the build. If a goal on the command line does not require a project, Maven
     * runs the goal for only one module.
     */
    private void refuseSkippedModules() throws GoalException {
        if (execution.getSource() != MojoExecution.Source.CLI) {
            return;
        }
        String skipped = session.getProjects().stream()
                .filter(module -> !module.equals(project))
                .map(MavenProject::getArtifactId)
                .collect(Collectors.joining(", "));
        if (!skipped.isEmpty()) {
            throw new GoalException(
                    "lbpayload:" + execution.getGoal() + ": on the command line, Maven runs this goal"
                            + " only for module " + project.getArtifactId() + " and would skip " + skipped
                            + ": run the goal for one module with -N or -f MODULE, or bind the goal to a phase in an <execution>");
        }
    }

    /** Warns about unknown properties, once per Maven session. */
    private void warnAboutUnknownProperties() {
        if (session.getRepositorySession().getData().set("org.lbpayload.maven.warned", null, true)) {
            new UserProperties(execution.getMojoDescriptor().getPluginDescriptor())
                    .warnAboutUnknown(session.getUserProperties(), project.getProperties(), getLog()::warn);
        }
    }

    /**
     * Reserves an output for this execution.
     *
     * @param parameter the parameter that names the output
     * @throws GoalException if another execution of this build writes the same file
     */
    final void reserve(Path output, String parameter) throws GoalException {
        outputs().reserveFile(output, parameter, executionName());
    }

    final SessionOutputs outputs() {
        return new SessionOutputs(session.getRepositorySession().getData());
    }

    final String executionName() {
        return "execution " + execution.getExecutionId() + " (lbpayload:" + execution.getGoal() + ") of module "
                + project.getArtifactId();
    }

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

    /** Returns {@code configured} as an absolute path, or {@code standard} if {@code configured} is null. */
    static Path output(File configured, String parameter, Path standard) throws ImageException {
        return configured == null
                ? standard
                : LocalePath.of(configured, parameter).toAbsolutePath();
    }

    /** Returns the build directory of the project, or {@code target} if there is no project. */
    final Path buildDirectory() {
        return DefaultImage.directory(project, basedir());
    }
}
