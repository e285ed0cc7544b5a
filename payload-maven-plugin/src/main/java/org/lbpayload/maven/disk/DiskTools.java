// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.disk;

import java.io.File;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.lbpayload.maven.io.Printable;

/**
 * The programs of util-linux (wipefs, blkid, losetup) that report facts which Java cannot get from the kernel. If a
 * program is missing or too old, the result is empty or unknown.
 */
final class DiskTools {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final int MOST_OUTPUT_BYTES = 1 << 20;
    private static final int MOST_TYPES = 10;

    /** The exit code of blkid for contradictory signatures. */
    private static final int BLKID_AMBIVALENT = 8;

    /** A line of losetup: a loop device, and the device number and inode of its backing file. */
    private static final Pattern LOOP = Pattern.compile("/dev/(\\w+)\\s+(\\d+):(\\d+)\\s+(\\d+)");

    private final List<Path> directories;
    private final Duration timeout;

    /**
     * @param directories the directories that contain the programs
     * @param timeout the maximum time to wait for a program
     */
    DiskTools(List<Path> directories, Duration timeout) {
        this.directories = directories;
        this.timeout = timeout;
    }

    /** Returns the installed programs. Also searches /usr/sbin and /sbin, which are not on the PATH of most users. */
    static DiskTools installed() {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        List<Path> directories = Stream.concat(
                        Pattern.compile(File.pathSeparator, Pattern.LITERAL).splitAsStream(path),
                        Stream.of("/usr/sbin", "/sbin"))
                .map(Path::of)
                .filter(Path::isAbsolute)
                .toList();
        return new DiskTools(directories, TIMEOUT);
    }

    /** The result of an attempt to open a disk exclusively. */
    enum Exclusive {
        POSSIBLE,
        IN_USE,
        UNKNOWN
    }

    /**
     * Tries to open a disk exclusively, and closes the disk again. The kernel refuses an exclusive open while the disk
     * or one of its partitions is in use: mounted in any mount namespace, active as swap space, or part of a volume
     * group, array or pool. Java cannot open a disk exclusively, but wipefs does so before searching for signatures.
     * The option {@code --no-act} prevents changes to the disk.
     */
    Exclusive openExclusively(Path disk) throws IOException {
        // Searches only for swap space, because wipefs makes the kernel reread each partition table that it finds.
        Optional<Output> output = run("wipefs", "--no-act", "--all", "--types", "swap", disk.toString());
        if (output.isEmpty()) {
            return Exclusive.UNKNOWN;
        }
        if (output.get().exitCode() == 0) {
            return Exclusive.POSSIBLE;
        }
        boolean busy = output.get().text().toLowerCase(Locale.ROOT).contains("resource busy");
        return busy ? Exclusive.IN_USE : Exclusive.UNKNOWN;
    }

    /**
     * Returns a noun phrase for each file system, partition table and similar content that wipefs finds on a disk. Uses
     * blkid if wipefs is missing or fails.
     */
    List<String> typesOn(Path disk) throws IOException {
        Optional<Output> wipefs = run("wipefs", "--noheadings", "--output", "TYPE", disk.toString());
        if (wipefs.isPresent() && wipefs.get().exitCode() == 0) {
            return phrases(wipefs.get(), "wipefs");
        }
        Optional<Output> blkid = run("blkid", "-p", "-s", "TYPE", "-s", "PTTYPE", "-o", "value", disk.toString());
        if (blkid.isPresent() && blkid.get().exitCode() == BLKID_AMBIVALENT) {
            return List.of("more than one file system (reported by blkid)");
        }
        return blkid.isPresent() && blkid.get().exitCode() == 0 ? phrases(blkid.get(), "blkid") : List.of();
    }

    private static List<String> phrases(Output output, String program) {
        return output.text()
                .lines()
                .map(String::strip)
                .filter(type -> !type.isEmpty())
                .distinct()
                .limit(MOST_TYPES)
                .map(type -> Printable.text(type) + " (reported by " + program + ")")
                .toList();
    }

    /**
     * Returns the file system and inode of each loop device's backing file, keyed by the name of the loop device. If a
     * loop device is attached to a block device, the backing file is the device node.
     */
    Map<String, StorageId> inodesOfLoops() throws IOException {
        Map<String, StorageId> inodes = new HashMap<>();
        Optional<Output> output =
                run("losetup", "--list", "--noheadings", "--raw", "--output", "NAME,BACK-MAJ:MIN,BACK-INO");
        if (output.isPresent() && output.get().exitCode() == 0) {
            // Some versions of losetup pad the fields with escaped blanks.
            Matcher loops = LOOP.matcher(output.get().text().replace("\\x20", " "));
            while (loops.find()) {
                DeviceNumber device =
                        new DeviceNumber(Integer.parseInt(loops.group(2)), Integer.parseInt(loops.group(3)));
                inodes.put(loops.group(1), new StorageId(false, device, Long.parseLong(loops.group(4))));
            }
        }
        return inodes;
    }

    private record Output(int exitCode, String text) {}

    private Optional<Output> run(String program, String... arguments) throws IOException {
        Optional<Path> executable = directories.stream()
                .map(directory -> directory.resolve(program))
                .filter(Files::isExecutable)
                .findFirst();
        if (executable.isEmpty()) {
            return Optional.empty();
        }
        List<String> command = new ArrayList<>(List.of(executable.get().toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
        builder.environment().put("LC_ALL", "C");
        return Optional.of(finish(program, builder.start()));
    }

    private Output finish(String program, Process process) throws IOException {
        CompletableFuture<String> text = CompletableFuture.supplyAsync(() -> read(process));
        try {
            String output = text.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            if (process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                return new Output(process.exitValue(), output);
            }
            throw new TimeoutException();
        } catch (TimeoutException e) {
            throw new IOException(
                    program + " did not end within " + timeout.toSeconds()
                            + " seconds; run the program yourself to see why",
                    e);
        } catch (ExecutionException e) {
            throw new IOException("the output of " + program + " cannot be read", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while " + program + " was running");
        } finally {
            process.destroyForcibly();
        }
    }

    private static String read(Process process) {
        try {
            return new String(process.getInputStream().readNBytes(MOST_OUTPUT_BYTES), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
