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

/** A fixture with loop devices and mounts. {@link #undo} removes them in reverse order. */
final class RootFixture {
    private final Path root;
    private final Deque<Object[]> toUndo = new ArrayDeque<>();

    /** Fails if the user is not root, so that the tests are never skipped silently. */
    RootFixture() throws IOException, InterruptedException {
        assertThat(JarRun.ofCommand("id", "-u").out().trim())
                .as("user id: these tests set up loop devices and mounts, run them as root")
                .isEqualTo("0");
        root = Files.createTempDirectory(Files.createDirectories(JarRun.target().resolve("root")), "test")
                .toAbsolutePath();
    }

    /** Returns the directory for the files of the test. */
    Path root() {
        return root;
    }

    /** Creates a loop device for a file. */
    Path loop(Path file) throws IOException, InterruptedException {
        String device = run("losetup", "--find", "--show", file).trim();
        toUndo.push(new Object[] {"losetup", "--detach", device});
        return Path.of(device);
    }

    /** Mounts a new tmpfs with these options. */
    Path tmpfs(String name, String options) throws IOException, InterruptedException {
        return mount("tmpfs", name, options);
    }

    /** Mounts a new ramfs, which has no size limit. */
    Path ramfs(String name) throws IOException, InterruptedException {
        return mount("ramfs", name, "mode=755");
    }

    private Path mount(String type, String name, String options) throws IOException, InterruptedException {
        Path directory = Files.createDirectory(root.resolve(name));
        run("mount", "-t", type, "-o", options, type, directory);
        toUndo.push(new Object[] {"umount", directory});
        return directory;
    }

    /** Makes a file immutable, so that even root cannot change it. */
    void makeImmutable(Path file) throws IOException, InterruptedException {
        run("chattr", "+i", file);
        toUndo.push(new Object[] {"chattr", "-i", file});
    }

    /** Runs a command, which must succeed, and returns its output. */
    static String run(Object... command) throws IOException, InterruptedException {
        JarRun run = JarRun.ofCommand(command);
        assertThat(run.exitCode()).as("%s: %s", List.of(command), run.err()).isZero();
        return run.out();
    }

    /** Detaches the loop devices, removes the mounts and deletes the files. */
    void undo() throws IOException, InterruptedException {
        List<String> failures = new ArrayList<>();
        while (!toUndo.isEmpty()) {
            Object[] command = toUndo.pop();
            JarRun run = JarRun.ofCommand(command);
            if (run.exitCode() != 0) {
                failures.add(List.of(command) + ": " + run.err());
            }
        }
        assertThat(failures).as("commands that failed").isEmpty();
        try (Stream<Path> tree = Files.walk(root)) {
            for (Path path : tree.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(path);
            }
        }
    }
}
