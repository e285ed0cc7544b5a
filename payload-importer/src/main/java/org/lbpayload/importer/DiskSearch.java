// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.List;
import org.lbpayload.format.EntryName;

/** From a command line, with disks or without, to the disks to import from. */
final class DiskSearch {
    private final DeviceNodes nodes;
    private final DiskFinder finder;
    private final DiskProbe probe;

    DiskSearch(DeviceNodes nodes, DiskFinder finder, DiskProbe probe) {
        this.nodes = nodes;
        this.finder = finder;
        this.probe = probe;
    }

    /** Of this machine, with the programs that the environment's PATH leads to. */
    static DiskSearch ofSystem() {
        DeviceNodes nodes = new DeviceNodes();
        NodeMaker nodeMaker = NodeMaker.ofSystem(System.getenv("PATH"));
        return new DiskSearch(nodes, DiskFinder.ofSystem(nodes), new DiskProbe(nodes, nodeMaker));
    }

    /** Looks at all disks of this machine. */
    ScanReport scan() throws ImportException {
        try {
            return ScanReport.of(finder.find(), probe, 0);
        } catch (IOException e) {
            throw new ImportException("cannot look for disks", e);
        }
    }

    /**
     * The payload disks of this machine, in device order; none where none is found.
     *
     * @param imported whether there may be none, as a payload was imported before
     * @param all whether the payload of every disk is asked for, rather than some by their ids
     * @throws ImportException where a payload may be missed: none is found and there are disks of which nobody can say
     *     what is on them, or all are asked for and one is malformed; not where all was imported before and no payload
     *     disk is there
     */
    List<Disk> find(boolean imported, boolean all, Report report) throws ImportException {
        ScanReport scan = scan();
        List<Disk> disks = new ArrayList<>();
        for (Candidate payload : scan.payloads()) {
            disks.add(disk(payload.device(), 0));
        }
        List<Candidate> doubtful = scan.doubtful();
        for (Candidate candidate : doubtful) {
            if (all && (!imported || !disks.isEmpty()) && candidate.verdict() == Candidate.Verdict.MALFORMED) {
                throw new ImportException(
                        candidate + ": write it again, or name what is to be imported by --id or --device");
            }
            report.warn(candidate.toString());
        }
        if (disks.isEmpty() && !doubtful.isEmpty() && !imported) {
            throw new ImportException("no payload disk found, but one may be among those that cannot be read or are"
                    + " malformed: " + doubtful.get(0));
        }
        return disks;
    }

    /**
     * The disk that the user names. Where it is a device of this machine without a node, the node is made.
     *
     * @param named neither standard input nor a regular file
     */
    Disk named(Disk named) throws ImportException {
        Path path = Paths.get(named.path());
        Device device = finder.named(path);
        if (device.number() != null) {
            Candidate candidate = probe.probe(device, named.offset());
            if (candidate.image() == null) {
                throw new ImportException(candidate.toString());
            }
            return disk(device, named.offset());
        }
        checkMayBeOpened(path, nodes);
        return named;
    }

    /**
     * Refuses what is there and no disk: to open a fifo waits, to open a watchdog arms it.
     *
     * @param path no regular file
     */
    static void checkMayBeOpened(Path path, DeviceNodes nodes) throws ImportException {
        String name = EntryName.printable(path.toString());
        try {
            if (Files.exists(path) && nodes.blockDevice(path) == null) {
                throw new ImportException(
                        name + " is neither a disk nor a file: name one, or import the stream from standard input");
            }
        } catch (IOException e) {
            throw new ImportException("cannot look at " + name, e);
        }
    }

    private static Disk disk(Device device, long offset) {
        return new Disk(device.node().toString(), offset, device.rotational());
    }
}
