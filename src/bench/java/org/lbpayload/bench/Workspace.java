// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.bench;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;

/** The two directories that the benchmark works in. Both are removed at the end, also when it is interrupted. */
final class Workspace implements AutoCloseable {
    private static final int INTERRUPTED = 130;

    private final Path memory;
    private final Path disk;
    private final Thread hook = new Thread(this::interrupted);

    /**
     * @param memory an existing directory on a file system in memory
     * @param disk an existing directory on a disk
     */
    Workspace(Path memory, Path disk) throws IOException {
        Runtime.getRuntime().addShutdownHook(hook);
        this.memory = Files.createTempDirectory(memory, "lbpayload-bench-");
        this.disk = Files.createTempDirectory(disk, "work-");
    }

    /** A path in memory. */
    Path memory(String name) {
        return memory.resolve(name);
    }

    /** A path on the disk. */
    Path disk(String name) {
        return disk.resolve(name);
    }

    /** Removes a file, or a directory and all that is in it; nothing where nothing is there. */
    static void delete(Path path) throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(path, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
                return FileVisitResult.CONTINUE; // gone meanwhile; what is not makes its directory stay
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, IOException e) throws IOException {
                Files.deleteIfExists(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private void interrupted() {
        // The runner's main thread may still start the next program or write a file: until nothing is left.
        boolean clean = false;
        for (int attempt = 0; attempt < 100 && !clean; attempt++) {
            ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
            try {
                deleteAll();
                Thread.sleep(20);
                clean = !Files.exists(memory) && !Files.exists(disk);
            } catch (IOException | InterruptedException e) {
                clean = false;
            }
        }
        if (!clean) {
            System.err.println("bench: could not remove " + memory + " and " + disk + ": remove them by hand");
        }
        Runtime.getRuntime().halt(INTERRUPTED);
    }

    private void deleteAll() throws IOException {
        for (Path directory : List.of(memory, disk)) {
            delete(directory);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            waitForTheEnd();
        }
        deleteAll();
    }

    /** What the main thread was at has failed because of the interrupt: nothing to tell. */
    private void waitForTheEnd() {
        try {
            hook.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts the runner's threads", e);
        }
    }
}
