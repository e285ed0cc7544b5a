// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer;

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

/** Makes missing nodes of block devices with the {@code mknod} program: Java itself has no such call. */
final class NodeMaker {
    private static final String USUAL_FOLDERS = "/bin:/usr/bin:/sbin:/usr/sbin";

    /** More than any mknod has to say; the rest is read and dropped. */
    private static final int KEPT_OUTPUT_BYTES = 400;

    private final List<Path> folders;

    /** @param folders where to look for the program, in this order */
    NodeMaker(List<Path> folders) {
        this.folders = folders;
    }

    /**
     * Looks in the folders of {@code path}, then in the usual ones.
     *
     * @param path the environment's PATH, or null where it has none
     */
    static NodeMaker ofSystem(@Nullable String path) {
        List<Path> folders = new ArrayList<>();
        StringTokenizer names =
                new StringTokenizer((path == null ? "" : path) + ":" + USUAL_FOLDERS, File.pathSeparator);
        while (names.hasMoreTokens()) {
            try {
                folders.add(Paths.get(names.nextToken()));
            } catch (InvalidPathException e) {
                // no folder in this locale's encoding: the others will do
            }
        }
        return new NodeMaker(folders);
    }

    /**
     * Makes the node, for its owner alone. It stays there.
     *
     * @throws IOException where there is no such program or it fails; the message says which
     */
    void make(Path node, DeviceNumber number) throws IOException {
        List<String> command = program();
        if (command == null) {
            throw new IOException("its node is missing, and there is no mknod program to make it: run mknod " + node
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
        for (Path folder : folders) {
            if (isProgram(folder.resolve("mknod"))) {
                command.add(folder.resolve("mknod").toString());
                return command;
            }
        }
        for (Path folder : folders) {
            if (isProgram(folder.resolve("busybox"))) {
                command.add(folder.resolve("busybox").toString());
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
            throw new InterruptedIOException("interrupted while " + command.get(0) + " ran");
        }
        if (status != 0) {
            throw new IOException("its node is missing, and " + command.get(0) + " failed with status " + status + ": "
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
