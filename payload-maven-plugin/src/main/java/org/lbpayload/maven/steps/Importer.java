// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.steps;

/** The program that imports the payload on the target. */
public enum Importer {
    /** The jar payload-importer, which requires Java and Linux. */
    JAVA,
    /** The program payload-import, which the target compiles from a C file before the jump to Fiwix. */
    C
}
