// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven;

import java.util.Set;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.PluginParameterExpressionEvaluator;
import org.apache.maven.plugin.descriptor.Parameter;
import org.codehaus.plexus.component.configurator.expression.ExpressionEvaluationException;
import org.codehaus.plexus.util.xml.Xpp3Dom;
import org.lbpayload.maven.io.GoalException;
import org.lbpayload.maven.io.Printable;

/**
 * The boolean parameters of an execution and of its file sets. Maven silently reads every value other than {@code true}
 * as false.
 */
final class BooleanParameters {
    private static final Set<String> IN_FILE_SETS = Set.of("followSymlinks", "useDefaultExcludes");

    private BooleanParameters() {}

    /**
     * Checks the value of each boolean parameter that the POM, a property or the command line sets.
     *
     * @throws GoalException if a value is neither true nor false
     */
    static void requireValid(MojoExecution execution, MavenSession session) throws GoalException {
        PluginParameterExpressionEvaluator evaluator = new PluginParameterExpressionEvaluator(session, execution);
        for (Parameter parameter : execution.getMojoDescriptor().getParameters()) {
            Xpp3Dom configured = execution.getConfiguration().getChild(parameter.getName());
            if (configured == null) {
                continue;
            }
            if (parameter.getType().equals("boolean")) {
                requireValid(configured, evaluator);
            } else {
                requireValidElements(configured, evaluator);
            }
        }
    }

    private static void requireValidElements(Xpp3Dom parent, PluginParameterExpressionEvaluator evaluator)
            throws GoalException {
        for (Xpp3Dom element : parent.getChildren()) {
            if (IN_FILE_SETS.contains(element.getName()) && element.getValue() != null) {
                requireValid(element, evaluator);
            }
            requireValidElements(element, evaluator);
        }
    }

    private static void requireValid(Xpp3Dom configured, PluginParameterExpressionEvaluator evaluator)
            throws GoalException {
        String value = value(configured, evaluator);
        if (!value.equalsIgnoreCase("true") && !value.equalsIgnoreCase("false")) {
            throw new GoalException("<" + configured.getName() + ">: expected true or false, found \""
                    + Printable.text(value) + "\": choose one of them");
        }
    }

    private static String value(Xpp3Dom configured, PluginParameterExpressionEvaluator evaluator) {
        try {
            Object value = evaluator.evaluate(configured.getValue());
            return String.valueOf(value != null ? value : configured.getAttribute("default-value"));
        } catch (ExpressionEvaluationException e) {
            throw new IllegalStateException("cannot evaluate an expression that Maven has already evaluated", e);
        }
    }
}
