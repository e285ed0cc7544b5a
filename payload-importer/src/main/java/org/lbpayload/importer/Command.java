// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer;

/** The commands of the command line. */
enum Command {
    IMPORT(""),
    HELP("--help"),
    VERSION("--version"),
    SCAN("--scan"),
    LIST("--list"),
    PROBE("--probe");

    private final String option;

    Command(String option) {
        this.option = option;
    }

    /** Returns the option that selects the command, or an empty text for an import. */
    String option() {
        return option;
    }

    /** Returns whether the command prints text about the program and ignores all other options. */
    boolean isInformation() {
        return this == HELP || this == VERSION;
    }
}
