// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer;

import java.util.Arrays;

/** The commands of {@code payload-import}. */
enum Command {
    IMPORT("", ""),
    HELP("--help", ""),
    VERSION("--version", ""),
    SCAN("--scan", "--wait"),
    LIST("--list", "--offset"),
    PROBE("--probe", "--offset --quiet --json");

    private final String option;
    private final String others;

    Command(String option, String others) {
        this.option = option;
        this.others = others;
    }

    /** Returns the option that selects the command, or an empty string for an import. */
    String option() {
        return option;
    }

    /**
     * Returns whether the command uses the option {@code name}. Every option that does not select another command
     * applies to an import.
     */
    boolean uses(String name) {
        return this == IMPORT
                || option.equals(name)
                || Arrays.asList(others.split(" ")).contains(name);
    }

    /** Returns whether the command prints text about the program and ignores all other options. */
    boolean isInformation() {
        return this == HELP || this == VERSION;
    }
}
