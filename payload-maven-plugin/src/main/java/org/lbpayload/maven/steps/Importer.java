// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.steps;

/** The program that imports the payload on the target. */
public enum Importer {
    /** The jar payload-importer, which needs Java and Linux. */
    JAVA,
    /** The program payload-import, which the target compiles from a C file before it jumps to Fiwix. */
    C
}
