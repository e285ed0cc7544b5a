// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.steps;

/** What a distfile may be called: it becomes a file in the distfiles folder and an entry of a payload image. */
final class DistfileName {
    private DistfileName() {}

    static void check(String name, Location where) throws StepsException {
        if (name.isEmpty() || name.equals(".") || name.equals("..") || name.contains("/") || name.contains("\\")) {
            throw new StepsException(where + ": expected a distfile's name without / or \\, found "
                    + TextLines.quoted(name) + "; give it a name at the end of the line");
        }
    }
}
