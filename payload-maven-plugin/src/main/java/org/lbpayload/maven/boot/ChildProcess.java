// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.boot;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A process that is gone, with all it started, when this is closed or the JVM shuts down (also by Ctrl-C and SIGTERM).
 */
final class ChildProcess implements AutoCloseable {

    private final Process process;
    private final Thread hook;

    private ChildProcess(Process process) {
        this.process = process;
        this.hook = new Thread(this::kill, "lbpayload-child-killer");
    }

    /**
     * Starts a process with nothing on its standard input, and both its outputs in one stream.
     *
     * @throws BootException if it cannot be started
     */
    static ChildProcess start(List<String> command) throws BootException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
        try {
            ChildProcess child = new ChildProcess(builder.start());
            child.killAtShutdown();
            return child;
        } catch (IOException e) {
            throw new BootException(
                    "cannot start " + command.get(0) + ": " + e.getMessage() + "; install it, or say where it is", e);
        }
    }

    Process process() {
        return process;
    }

    @Override
    public void close() {
        kill();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is shutting down: the hook has run or will, and finds nothing to do.
        }
    }

    private void killAtShutdown() {
        try {
            Runtime.getRuntime().addShutdownHook(hook);
        } catch (IllegalStateException e) {
            // Too late for a hook, so the process must not live either.
            kill();
        }
    }

    private void kill() {
        // Listed before the parent goes, for afterwards they are no descendants any more; the parent goes first, so
        // that it
        // starts no more.
        List<ProcessHandle> descendants = new ArrayList<>(process.descendants().toList());
        process.destroyForcibly();
        for (ProcessHandle descendant : descendants) {
            descendant.descendants().forEach(ProcessHandle::destroyForcibly);
            descendant.destroyForcibly();
        }
        // join, unlike waitFor, does not give up when the thread is interrupted. The descendants are not waited for:
        // they
        // cannot outlive SIGKILL, but as zombies they stay for as long as their new parent pleases.
        process.onExit().join();
    }
}
