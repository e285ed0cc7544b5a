// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.io;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A process that is killed with all its descendants on close, or when the Java virtual machine stops. */
public final class ChildProcess implements AutoCloseable {
    private final Process process;
    private final Thread hook;

    private ChildProcess(Process process) {
        this.process = process;
        this.hook = new Thread(this::kill, "lbpayload-child-killer");
    }

    /**
     * Starts a process with empty standard input. The standard error of the process is merged into its standard output.
     *
     * @throws IOException if the process cannot be started. The message names the program
     */
    public static ChildProcess start(List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
        ChildProcess child = new ChildProcess(builder.start());
        child.killAtShutdown();
        return child;
    }

    public Process process() {
        return process;
    }

    @Override
    public void close() {
        kill();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The Java virtual machine is stopping, and the hook harmlessly kills the process again.
        }
    }

    private void killAtShutdown() {
        try {
            Runtime.getRuntime().addShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The Java virtual machine is already stopping and accepts no hook.
            kill();
        }
    }

    private void kill() {
        // Lists the descendants first, because they become orphans when the process is killed.
        // Kills the process before its descendants, so that the process cannot start more.
        List<ProcessHandle> descendants = new ArrayList<>(process.descendants().toList());
        process.destroyForcibly();
        for (ProcessHandle descendant : descendants) {
            descendant.descendants().forEach(ProcessHandle::destroyForcibly);
            descendant.destroyForcibly();
        }
        // Unlike waitFor, join waits even if this thread is interrupted.
        // Does not wait for the killed descendants, because they can remain zombies.
        process.onExit().join();
    }
}
