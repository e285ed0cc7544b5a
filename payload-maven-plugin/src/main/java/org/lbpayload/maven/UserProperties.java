// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven;

import java.util.Comparator;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.maven.plugin.descriptor.MojoDescriptor;
import org.apache.maven.plugin.descriptor.Parameter;
import org.apache.maven.plugin.descriptor.PluginDescriptor;

/** The properties of this plugin that users set with {@code -Dlbpayload.NAME}. */
final class UserProperties {
    private static final String PREFIX = "lbpayload.";

    private final Set<String> known;

    UserProperties(PluginDescriptor plugin) {
        known = plugin.getMojos().stream()
                .flatMap(goal -> goal.getParameters().stream().map(parameter -> expression(goal, parameter)))
                .filter(expression -> expression.startsWith("${" + PREFIX))
                .map(expression -> expression.substring(2, expression.length() - 1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String expression(MojoDescriptor goal, Parameter parameter) {
        return goal.getMojoConfiguration().getChild(parameter.getName()).getValue("");
    }

    /**
     * Warns about each property that starts with {@code lbpayload.} but is not a parameter of any goal.
     *
     * @param properties the properties on the command line
     * @param ownProperties the properties of the project, which cause no warning
     */
    void warnAboutUnknown(Properties properties, Properties ownProperties, Consumer<String> warnings) {
        for (String name : new TreeSet<>(properties.stringPropertyNames())) {
            if (name.startsWith(PREFIX) && !known.contains(name) && !ownProperties.containsKey(name)) {
                warnings.accept("-D" + name + " has no effect: no goal has this parameter; did you mean -D"
                        + closest(name) + "?");
            }
        }
    }

    private String closest(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return known.stream()
                .min(Comparator.comparingInt(candidate -> editDistance(lower, candidate.toLowerCase(Locale.ROOT))))
                .orElseThrow();
    }

    /** Returns the Levenshtein distance between two strings. */
    private static int editDistance(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[to.length()];
    }
}
