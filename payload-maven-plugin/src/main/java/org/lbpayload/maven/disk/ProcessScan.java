// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.disk;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lbpayload.maven.io.Printable;

/**
 * A scan of the mount tables and open files of all processes in proc (proc(5)).
 *
 * <p>Each mount namespace has its own mount table, so a disk that is mounted in a container is missing from the table
 * of this process. A virtual machine has its disks open, but not mounted.
 */
final class ProcessScan {
    private static final Pattern MOUNT = Pattern.compile("\\S+ \\S+ (\\d+:\\d+) \\S+ (\\S+) .*");

    /**
     * A mounted file system.
     *
     * @param device the number of the mounted device; for btrfs and similar file systems, a number that belongs to no
     *     disk
     */
    record Mount(DeviceNumber device, String point) {}

    /**
     * An open file of a process.
     *
     * @param storage the open block device or regular file
     * @param process the name and number of the process
     */
    record OpenFile(StorageId storage, String process) {}

    private final Set<StorageId> wanted;
    private final Set<String> namespaces = new HashSet<>();
    private final Map<Mount, String> mounts = new LinkedHashMap<>();
    private final Set<OpenFile> openFiles = new LinkedHashSet<>();
    private final Set<String> unreadable = new LinkedHashSet<>();
    private final List<StorageId> own = new ArrayList<>();

    private ProcessScan(Set<StorageId> wanted) {
        this.wanted = wanted;
    }

    /**
     * Reads the mount tables and open files of all processes. Processes that end during the scan are skipped.
     *
     * @param proc the mount point of proc
     * @param wanted the block devices and files to find among the open files
     * @throws IOException if the mount table or open files of this process cannot be read, for example because proc is
     *     not mounted
     */
    static ProcessScan of(Path proc, Set<StorageId> wanted) throws IOException {
        ProcessScan scan = new ProcessScan(wanted);
        Path self = proc.resolve("self");
        scan.readMounts(self, () -> "");
        scan.readFiles(self, scan.own::add);
        String ownNumber = self.toRealPath().getFileName().toString();
        for (Path process : numbered(proc)) {
            scan.read(process, ownNumber);
        }
        if (!Files.exists(proc.resolve("1"))) {
            scan.unreadable.add("processes that proc hides (hidepid)");
        }
        return scan;
    }

    /**
     * Returns the mounts of all mount namespaces, starting with the mount namespace of this process. Each value is a
     * phrase that names the mount namespace, to be appended to a sentence; the phrase is empty for the mount namespace
     * of this process.
     */
    Map<Mount, String> mounts() {
        return mounts;
    }

    /** Returns the {@code wanted} block devices and files that other processes have open. */
    Set<OpenFile> openFiles() {
        return openFiles;
    }

    /** Returns the number of file descriptors that this process has open for {@code storage}. */
    long ownDescriptors(StorageId storage) {
        return own.stream().filter(storage::equals).count();
    }

    /** Returns the names of the processes whose mount tables or open files this process is not permitted to read. */
    Set<String> unreadable() {
        return unreadable;
    }

    private interface Step {
        void run() throws IOException;
    }

    private interface Found {
        void add(StorageId storage);
    }

    private void read(Path process, String ownNumber) {
        attempt(process, () -> {
            List<Path> threads = numbered(process.resolve("task"));
            for (Path thread : threads) {
                // A thread can have its own mount namespace.
                attempt(process, () -> readMounts(thread, () -> " in the mount namespace of " + nameOf(process)));
            }
            if (!process.getFileName().toString().equals(ownNumber)) {
                readFilesOf(process, threads);
            }
        });
    }

    private void readFilesOf(Path process, List<Path> threads) throws IOException {
        Found found = storage -> openFiles.add(new OpenFile(storage, nameOf(process)));
        if (!readFiles(process, found)) {
            // The first thread has ended or has no open files. Other threads may still have open files.
            for (Path thread : threads) {
                attempt(process, () -> readFiles(thread, found));
            }
        }
    }

    private void attempt(Path process, Step step) {
        try {
            step.run();
        } catch (NoSuchFileException e) {
            // The process has ended.
            return;
        } catch (IOException | DirectoryIteratorException e) {
            if (!hasEnded(process)) {
                unreadable.add(nameOf(process));
            }
        }
    }

    private void readMounts(Path process, Supplier<String> where) throws IOException {
        Optional<String> namespace = namespaceOf(process);
        if (namespace.filter(namespaces::contains).isPresent()) {
            return;
        }
        String addition = where.get();
        text(process.resolve("mountinfo")).lines().forEach(line -> {
            Matcher fields = MOUNT.matcher(line);
            if (fields.matches()) {
                Mount mount = new Mount(DeviceNumber.parse(fields.group(1)), KernelView.unescape(fields.group(2)));
                mounts.putIfAbsent(mount, addition);
            }
        });
        namespace.ifPresent(namespaces::add);
    }

    /**
     * Returns the name of the mount namespace of a process; empty if this process is not permitted to read the name.
     */
    private static Optional<String> namespaceOf(Path process) {
        try {
            return Optional.of(Files.readSymbolicLink(process.resolve("ns/mnt")).toString());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Adds the open {@code wanted} files of a process or thread. Returns whether any files are open. */
    private boolean readFiles(Path process, Found found) throws IOException {
        boolean any = false;
        for (Path descriptor : numbered(process.resolve("fd"))) {
            any = true;
            // The symbolic link leads to the open file itself, even if the file has no path in this mount namespace.
            StorageId.of(descriptor).filter(wanted::contains).ifPresent(found::add);
        }
        return any;
    }

    private boolean hasEnded(Path process) {
        try {
            String stat = text(process.resolve("stat"));
            // The state follows the name, which is in parentheses and can itself contain parentheses.
            char state = stat.charAt(stat.lastIndexOf(')') + 2);
            return state == 'Z' || state == 'X';
        } catch (IOException e) {
            return !Files.exists(process);
        }
    }

    private static String nameOf(Path process) {
        String number = "process " + process.getFileName();
        try {
            return Printable.text(text(process.resolve("comm")).strip()) + " (" + number + ")";
        } catch (IOException e) {
            return number;
        }
    }

    private static List<Path> numbered(Path directory) throws IOException {
        List<Path> children = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory, "[0-9]*")) {
            stream.forEach(children::add);
        }
        return children;
    }

    private static String text(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }
}
