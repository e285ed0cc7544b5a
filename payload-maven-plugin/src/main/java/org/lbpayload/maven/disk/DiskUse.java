// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.disk;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.lbpayload.maven.io.Printable;

/**
 * A detector for uses of a disk or file, such as mounts, swap space and open files.
 *
 * <p>A whole disk is in use if one of its partitions is in use. A partition is in use if the whole disk is in use, but
 * not if only another partition is in use. A loop device is in use if its backing file or disk is in use.
 */
final class DiskUse {
    private static final int MOST_USES = 5;
    private static final int MOST_NAMES = 3;
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final KernelView kernel;
    private final DiskTools tools;
    private final Duration patience;

    /** @param patience the maximum time to wait for other processes to close the disk */
    DiskUse(KernelView kernel, DiskTools tools, Duration patience) {
        this.kernel = kernel;
        this.tools = tools;
        this.patience = patience;
    }

    /**
     * The uses of a disk or file.
     *
     * @param uses a clause for each use, such as "/dev/sdb1 is mounted on /home"; empty if the disk or file is not in
     *     use
     * @param unchecked a noun phrase for each check that was not possible
     * @param ownDescriptors the number of file descriptors that this process has open for the disk or file
     */
    record Findings(List<String> uses, List<String> unchecked, long ownDescriptors) {}

    /** A disk, partition or file whose use counts as a use of the examined disk or file. */
    private record Part(String name, Optional<Path> directory, long size) {}

    /**
     * Finds the uses of a disk.
     *
     * @param disk the device node
     * @param directory the directory of the disk in sysfs
     * @param ownDescriptors the number of file descriptors that the caller has open for the disk; further descriptors
     *     count as a use
     */
    Findings ofDisk(Path disk, Path directory, long ownDescriptors) throws IOException {
        Map<StorageId, Part> parts = new LinkedHashMap<>();
        addDisk(directory, "", parts);
        Search search = new Search(StorageId.ofDevice(kernel.numberOf(directory)), parts, ownDescriptors);
        return search.run(tools.openExclusively(disk));
    }

    /**
     * Finds the uses of a regular file.
     *
     * @param identity the identity of the file; empty on a system without inodes
     * @param ownDescriptors the number of file descriptors that the caller has open for the file; further descriptors
     *     count as a use
     */
    Findings ofFile(Path file, Optional<StorageId> identity, long ownDescriptors) throws IOException {
        if (identity.isEmpty() || !Files.exists(kernel.proc().resolve("self"))) {
            return new Findings(
                    List.of(), List.of("open files of other processes (this check requires proc)"), ownDescriptors);
        }
        StorageId id = identity.get();
        Map<StorageId, Part> parts = new LinkedHashMap<>();
        parts.put(id, new Part("it", Optional.empty(), Files.size(file)));
        return new Search(id, parts, ownDescriptors).run(DiskTools.Exclusive.UNKNOWN);
    }

    /** @param behind a clause to append to the disk's name, {@code , which is behind /dev/loopN,} or empty */
    private void addDisk(Path directory, String behind, Map<StorageId, Part> parts) throws IOException {
        addPart(directory, behind, parts);
        for (Path partition : kernel.partitionsOf(directory)) {
            addPart(partition, behind, parts);
        }
        Path whole = directory;
        if (kernel.isPartition(directory)) {
            whole = directory.getParent();
            addPart(whole, behind, parts);
        }
        Optional<KernelView.LoopDevice> loop = kernel.loop(whole);
        if (loop.isPresent()) {
            addBacking(loop.get(), parts);
        }
    }

    private void addPart(Path directory, String behind, Map<StorageId, Part> parts) throws IOException {
        Part part = new Part(nodeOf(directory) + behind, Optional.of(directory), kernel.sizeOf(directory));
        parts.putIfAbsent(StorageId.ofDevice(kernel.numberOf(directory)), part);
    }

    private void addBacking(KernelView.LoopDevice loop, Map<StorageId, Part> parts) throws IOException {
        Backing backing = Backing.of(loop, tools.inodesOfLoops());
        StorageId id = backing.storage().or(backing::inode).orElse(null);
        if (id == null || parts.containsKey(id)) {
            return;
        }
        String behind = ", which is behind /dev/" + loop.name() + ",";
        Optional<Path> disk = id.isBlockDevice() ? kernel.directoryOf(id.device()) : Optional.empty();
        if (disk.isPresent()) {
            addDisk(disk.get(), behind, parts);
        } else {
            parts.put(id, new Part(loop.backing() + behind, Optional.empty(), loop.offset() + loop.size()));
        }
    }

    private static String nodeOf(Path directory) {
        return "/dev/" + directory.getFileName();
    }

    /**
     * The file or disk behind a loop device.
     *
     * @param storage the file or disk; empty if the path no longer exists, or exists only in another mount namespace
     * @param inode the inode of the file or of the disk's device node; empty if losetup is not installed
     */
    private record Backing(KernelView.LoopDevice loop, Optional<StorageId> storage, Optional<StorageId> inode) {

        static Backing of(KernelView.LoopDevice loop, Map<String, StorageId> inodes) throws IOException {
            Optional<StorageId> inode = Optional.ofNullable(inodes.get(loop.name()));
            // The path can lead to a different file if the backing file was renamed or is in another mount namespace.
            boolean isPathRight = inode.isEmpty() || inode.equals(KernelView.inodeAt(loop.backing()));
            return new Backing(loop, isPathRight ? KernelView.storageAt(loop.backing()) : Optional.empty(), inode);
        }

        boolean is(StorageId part) {
            return storage.filter(part::equals).isPresent()
                    || inode.filter(part::equals).isPresent();
        }

        /**
         * Returns whether {@code part} could be the file or disk behind the loop device. If neither the path nor the
         * inode identifies the file or disk, only the size can rule out {@code part}.
         */
        boolean canBe(StorageId id, Part part) {
            boolean unknown = storage.isEmpty() && (inode.isEmpty() || id.isBlockDevice());
            return unknown && loop.fits(part.size());
        }
    }

    private final class Search {
        private final StorageId target;
        private final Map<StorageId, Part> parts;
        private final long ownDescriptors;
        private final Set<String> uses = new LinkedHashSet<>();
        private final Set<String> unchecked = new LinkedHashSet<>();

        Search(StorageId target, Map<StorageId, Part> parts, long ownDescriptors) {
            this.target = target;
            this.parts = parts;
            this.ownDescriptors = ownDescriptors;
        }

        Findings run(DiskTools.Exclusive exclusive) throws IOException {
            long start = System.nanoTime();
            while (true) {
                uses.clear();
                unchecked.clear();
                ProcessScan scan = ProcessScan.of(kernel.proc(), parts.keySet());
                addMounts(scan);
                addSwaps(exclusive);
                addHolders();
                addLoops();
                if (uses.isEmpty() && exclusive == DiskTools.Exclusive.IN_USE) {
                    uses.add(parts.get(target).name() + " is in use by the kernel, which refuses an exclusive open");
                }
                boolean isInUse = !uses.isEmpty();
                addOpenFiles(scan);
                boolean isPatient = System.nanoTime() - start < patience.toNanos();
                if (uses.isEmpty() || isInUse || !isPatient) {
                    return findings(scan);
                }
                pause();
            }
        }

        private Findings findings(ProcessScan scan) {
            Set<String> processes = scan.unreadable();
            if (!processes.isEmpty()) {
                String names = processes.stream().limit(MOST_NAMES).collect(Collectors.joining(", "));
                int more = processes.size() - MOST_NAMES;
                unchecked.add("the mounts and open files of " + names + (more > 0 ? " and " + more + " more" : "")
                        + " (permission denied: run Maven as root outside of containers)");
            }
            return new Findings(
                    uses.stream().map(Printable::text).limit(MOST_USES).toList(),
                    unchecked.stream().map(Printable::text).toList(),
                    scan.ownDescriptors(target));
        }

        private void addMounts(ProcessScan scan) {
            scan.mounts().forEach((mount, where) -> {
                Part part = parts.get(StorageId.ofDevice(mount.device()));
                if (part != null) {
                    uses.add(part.name() + " is mounted on " + mount.point() + where);
                }
            });
        }

        private void addSwaps(DiskTools.Exclusive exclusive) throws IOException {
            for (String swap : kernel.swaps()) {
                Optional<StorageId> storage = KernelView.storageAt(swap);
                storage.map(parts::get).ifPresent(part -> uses.add(part.name() + " is used as swap space"));
                if (storage.isEmpty() && exclusive == DiskTools.Exclusive.UNKNOWN) {
                    unchecked.add("the swap space " + swap + " (the path does not exist in this mount namespace)");
                }
            }
        }

        private void addHolders() throws IOException {
            for (Part part : parts.values()) {
                if (part.directory().isPresent()) {
                    for (String btrfs : kernel.btrfsOn(part.directory().get())) {
                        uses.add(part.name() + " is part of the mounted btrfs file system " + btrfs);
                    }
                    for (String holder : kernel.holdersOf(part.directory().get())) {
                        uses.add(part.name() + " is part of /dev/" + holder);
                    }
                }
            }
        }

        private void addLoops() throws IOException {
            List<KernelView.LoopDevice> loops = kernel.loops();
            if (loops.isEmpty()) {
                return;
            }
            Map<String, StorageId> inodes = tools.inodesOfLoops();
            for (KernelView.LoopDevice loop : loops) {
                if (isPart(loop)) {
                    continue;
                }
                Backing backing = Backing.of(loop, inodes);
                parts.forEach((id, part) -> {
                    if (backing.is(id)) {
                        uses.add(part.name() + " is behind /dev/" + loop.name());
                    } else if (backing.canBe(id, part)) {
                        uses.add(part.name() + " may be behind /dev/" + loop.name()
                                + ", whose backing file cannot be identified (" + loop.backing() + ")");
                    }
                });
            }
        }

        private boolean isPart(KernelView.LoopDevice loop) {
            return parts.values().stream()
                    .flatMap(part -> part.directory().stream())
                    .anyMatch(directory -> directory.getFileName().toString().equals(loop.name()));
        }

        private void addOpenFiles(ProcessScan scan) {
            for (ProcessScan.OpenFile file : scan.openFiles()) {
                uses.add(parts.get(file.storage()).name() + " is open in " + file.process());
            }
            parts.forEach((id, part) -> {
                long expected = id.equals(target) ? ownDescriptors : 0;
                if (scan.ownDescriptors(id) > expected) {
                    uses.add(part.name() + " is open in another execution of this Maven process");
                }
            });
        }

        private void pause() throws IOException {
            try {
                Thread.sleep(PAUSE.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while waiting for other processes to close the disk");
            }
        }
    }
}
