// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.qemu;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A detector of live-bootstrap's milestones in the output of a machine. kaem prints each command after {@code +>}, and
 * the bash scripts print a line at the beginning of each step.
 */
public final class Milestones {
    private static final Pattern KAEM_COMMAND = Pattern.compile("\\s*\\+> (.*?)\\s*");
    private static final Pattern KAEM_STEP = Pattern.compile("pkg=(\\S+)");
    private static final Pattern M2_PLANET = Pattern.compile("\\S*/M2(-Planet)?\\s");
    private static final Pattern BASH_STEP = Pattern.compile("(\\S+): beginning build using script \\S+");

    private final Set<String> seen = new HashSet<>();

    /**
     * Returns the milestone that a line reports, or empty if the line reports no milestone or only repeats an earlier
     * milestone.
     */
    public Optional<String> reachedBy(String line) {
        return milestone(line).filter(seen::add);
    }

    private Optional<String> milestone(String line) {
        Matcher bash = BASH_STEP.matcher(line);
        if (bash.matches()) {
            return Optional.of("build: " + bash.group(1));
        }
        Matcher command = KAEM_COMMAND.matcher(line);
        if (!command.matches()) {
            return Optional.empty();
        }
        Matcher step = KAEM_STEP.matcher(command.group(1));
        if (step.matches()) {
            return Optional.of("build: " + step.group(1));
        }
        if (command.group(1).contains("mescc-tools-extra")) {
            return Optional.of("mescc-tools");
        }
        return Optional.of(M2_PLANET.matcher(command.group(1)).lookingAt() ? "M2-Planet" : "kaem");
    }
}
