// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer.disk;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.List;
import java.util.StringTokenizer;
import org.jspecify.annotations.Nullable;
import org.lbpayload.format.EntryName;

/** A factory for device nodes, which runs {@code mknod} because Java cannot create device nodes. */
final class NodeMaker {
    private static final String USUAL_DIRECTORIES = "/bin:/usr/bin:/sbin:/usr/sbin";

    /** A message contains at most this many bytes of mknod's output. */
    private static final int KEPT_OUTPUT_BYTES = 400;

    private final List<Path> directories;

    /**
     * Creates an instance.
     *
     * @param directories the directories to search for {@code mknod}, in this order
     */
    NodeMaker(List<Path> directories) {
        this.directories = directories;
    }

    /**
     * Returns an instance that searches the directories of {@code path} and then the usual program directories.
     *
     * @param path the environment variable PATH, or null if it is not set
     */
    static NodeMaker ofSystem(@Nullable String path) {
        List<Path> directories = new ArrayList<>();
        StringTokenizer names =
                new StringTokenizer((path == null ? "" : path) + ":" + USUAL_DIRECTORIES, File.pathSeparator);
        while (names.hasMoreTokens()) {
            try {
                directories.add(Paths.get(names.nextToken()));
            } catch (InvalidPathException e) {
                // The locale cannot encode this path: skip the path.
            }
        }
        return new NodeMaker(directories);
    }

    /**
     * Creates a node that only its owner can read and write. The node is not deleted after the import.
     *
     * @throws IOException if {@code mknod} is missing or fails
     */
    void make(Path node, DeviceNumber number) throws IOException {
        List<String> command = program();
        if (command == null) {
            throw new IOException("the node is missing, and there is no mknod program to create it: run mknod " + node
                    + " b " + number.major() + " " + number.minor() + " elsewhere, or mount devtmpfs on /dev");
        }
        Files.createDirectories(node.toAbsolutePath().getParent());
        command.add("-m");
        command.add("600");
        command.add(node.toString());
        command.add("b");
        command.add(Integer.toString(number.major()));
        command.add(Integer.toString(number.minor()));
        run(command);
    }

    private @Nullable List<String> program() {
        List<String> command = new ArrayList<>();
        for (Path directory : directories) {
            if (isProgram(directory.resolve("mknod"))) {
                command.add(directory.resolve("mknod").toString());
                return command;
            }
        }
        for (Path directory : directories) {
            if (isProgram(directory.resolve("busybox"))) {
                command.add(directory.resolve("busybox").toString());
                command.add("mknod");
                return command;
            }
        }
        return null;
    }

    private static boolean isProgram(Path path) {
        return Files.isRegularFile(path) && Files.isExecutable(path);
    }

    private static void run(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = drain(process.getInputStream());
        int status;
        try {
            status = process.waitFor();
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while running " + command.get(0));
        }
        if (status != 0) {
            throw new IOException("the node is missing, and " + command.get(0) + " failed with status " + status + ": "
                    + EntryName.printable(output));
        }
    }

    private static String drain(InputStream in) throws IOException {
        byte[] kept = new byte[KEPT_OUTPUT_BYTES];
        byte[] chunk = new byte[KEPT_OUTPUT_BYTES];
        int length = 0;
        for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
            int fits = Math.min(n, kept.length - length);
            System.arraycopy(chunk, 0, kept, length, fits);
            length += fits;
        }
        return new String(kept, 0, length, StandardCharsets.UTF_8).trim();
    }
}
