// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.early;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.lbpayload.maven.io.ChildProcess;

/** A utility that runs a program on the build machine and collects its output. */
final class HostCommand {
    private HostCommand() {}

    /**
     * Runs a program with empty standard input and waits until the program ends.
     *
     * @return the standard output and the standard error together
     * @throws EarlyException if the program cannot be started or fails, or if this thread is interrupted
     */
    static String run(List<String> command) throws EarlyException {
        try (ChildProcess child = ChildProcess.start(command)) {
            String output = new String(child.process().getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int status = child.process().waitFor();
            if (status != 0) {
                throw new EarlyException(command.get(0) + " ended with status " + status + ": "
                        + output.strip().replace("\n", "\n  "));
            }
            return output;
        } catch (IOException e) {
            throw new EarlyException("cannot run " + command.get(0) + ": install it", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EarlyException(command.get(0) + " was interrupted", e);
        }
    }
}
