// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;

/** Loop devices and mounts below {@code target}, all of which go with {@link #undo}, the last first. */
final class RootFixture {
    private final Path root;
    private final Deque<Object[]> toUndo = new ArrayDeque<>();

    /** Fails where the tests are not run by root: nothing that needs root is ever skipped. */
    RootFixture() throws IOException, InterruptedException {
        assertThat(JarRun.ofCommand("id", "-u").out().trim())
                .as("user id: these tests set up loop devices and mounts, run them as root")
                .isEqualTo("0");
        root = Files.createTempDirectory(Files.createDirectories(JarRun.target().resolve("root")), "test")
                .toAbsolutePath();
    }

    /** A place for files. */
    Path root() {
        return root;
    }

    /** A loop device of this file. */
    Path loop(Path file) throws IOException, InterruptedException {
        String device = run("losetup", "--find", "--show", file).trim();
        toUndo.push(new Object[] {"losetup", "--detach", device});
        return Path.of(device);
    }

    /** A new file system in memory, mounted with these options. */
    Path tmpfs(String name, String options) throws IOException, InterruptedException {
        return mount("tmpfs", name, options);
    }

    /** A new file system in memory that has no size. */
    Path ramfs(String name) throws IOException, InterruptedException {
        return mount("ramfs", name, "mode=755");
    }

    private Path mount(String type, String name, String options) throws IOException, InterruptedException {
        Path folder = Files.createDirectory(root.resolve(name));
        run("mount", "-t", type, "-o", options, type, folder);
        toUndo.push(new Object[] {"umount", folder});
        return folder;
    }

    /** Makes a file that nobody may change. */
    void makeImmutable(Path file) throws IOException, InterruptedException {
        run("chattr", "+i", file);
        toUndo.push(new Object[] {"chattr", "-i", file});
    }

    /** Runs a command that has to succeed and gives what it printed. */
    static String run(Object... command) throws IOException, InterruptedException {
        JarRun run = JarRun.ofCommand(command);
        assertThat(run.exitCode()).as("%s: %s", List.of(command), run.err()).isZero();
        return run.out();
    }

    /** Takes everything away again. */
    void undo() throws IOException, InterruptedException {
        List<String> failures = new ArrayList<>();
        while (!toUndo.isEmpty()) {
            Object[] command = toUndo.pop();
            JarRun run = JarRun.ofCommand(command);
            if (run.exitCode() != 0) {
                failures.add(List.of(command) + ": " + run.err());
            }
        }
        assertThat(failures).as("what could not be undone").isEmpty();
        try (Stream<Path> tree = Files.walk(root)) {
            for (Path path : tree.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(path);
            }
        }
    }
}
