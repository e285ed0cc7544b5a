// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven;

import org.apache.maven.plugins.annotations.Parameter;
import org.lbpayload.maven.early.TargetLimit;
import org.lbpayload.maven.io.GoalException;
import org.lbpayload.maven.steps.Importer;

/** The base class of the goals that depend on the importer of the target. */
abstract class AbstractTargetMojo extends AbstractStepsMojo {
    /**
     * The importer that the target uses. With {@code c}, the target compiles a C program before it jumps to the Fiwix
     * kernel. {@code lbpayload:early} adds the import step with the source code as {@code steps/payload-import-1.0}.
     * With {@code java}, the target runs a jar, which requires Java and Linux. The default is {@code c} if there are
     * steps and {@code javaRuntime} is false, and {@code java} otherwise.
     */
    @Parameter(property = "lbpayload.importer")
    private String importer;

    /**
     * Adds a Java runtime to the early image as {@code external/runtime}. jlink creates the runtime from the module
     * java.base of the JDK that runs Maven. The import step prefers this runtime to a {@code java} on the PATH. The
     * runtime works only on the processor architecture of Maven's JDK.
     */
    @Parameter(property = "lbpayload.javaRuntime", defaultValue = "false")
    private boolean javaRuntime;

    final boolean hasJavaRuntime() {
        return javaRuntime;
    }

    /**
     * Returns the importer that the target uses.
     *
     * @throws GoalException if {@code <importer>} is neither {@code c} nor {@code java}
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

    /** Logs the used part of a target limit, as a warning if more than three quarters of the limit are used. */
    final void log(TargetLimit limit) {
        if (limit.isNear()) {
            getLog().warn(limit.toString());
        } else {
            getLog().info(limit.toString());
        }
    }
}
