// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven;

import org.apache.maven.plugins.annotations.Parameter;
import org.lbpayload.maven.early.TargetLimit;
import org.lbpayload.maven.io.GoalException;
import org.lbpayload.maven.steps.Importer;

/** The base class of the goals that depend on how the target imports the payload. */
abstract class AbstractTargetMojo extends AbstractStepsMojo {
    /**
     * The importer that the target uses. With {@code c}, the target compiles a C program before it jumps to Fiwix;
     * {@code lbpayload:early} adds the source code and the step as {@code steps/payload-import-1.0}. With {@code java},
     * the target runs a jar, which needs Java and Linux. Default: {@code c} if there are steps and {@code javaRuntime}
     * is false, otherwise {@code java}.
     */
    @Parameter(property = "lbpayload.importer")
    private String importer;

    /**
     * Adds a Java runtime as {@code external/runtime}: the module java.base, linked by jlink from the JDK that runs
     * Maven. The import step prefers this runtime to a {@code java} on the PATH. The runtime runs only on the processor
     * architecture of the JDK.
     */
    @Parameter(property = "lbpayload.javaRuntime", defaultValue = "false")
    private boolean javaRuntime;

    final boolean hasJavaRuntime() {
        return javaRuntime;
    }

    /**
     * Returns the importer that the target uses.
     *
     * @throws GoalException if the parameter is neither {@code c} nor {@code java}
     */
    final Importer importer() throws GoalException {
        return importer(importer, !stepsDirectories().isEmpty(), javaRuntime);
    }

    static Importer importer(String configured, boolean hasSteps, boolean javaRuntime) throws GoalException {
        if (configured == null || configured.isBlank()) {
            return hasSteps && !javaRuntime ? Importer.C : Importer.JAVA;
        }
        return switch (configured) {
            case "c" -> Importer.C;
            case "java" -> Importer.JAVA;
            default ->
                throw new GoalException("<importer>: expected 'c' or 'java', found '" + configured + "': correct it");
        };
    }

    /** Logs the use of a limit, as a warning if more than three quarters are used. */
    final void log(TargetLimit limit) {
        if (limit.isNear()) {
            getLog().warn(limit.toString());
        } else {
            getLog().info(limit.toString());
        }
    }
}
