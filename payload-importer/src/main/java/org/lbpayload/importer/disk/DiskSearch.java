// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer.disk;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lbpayload.format.PayloadId;
import org.lbpayload.format.PayloadImage;
import org.lbpayload.importer.report.ImportException;
import org.lbpayload.importer.report.Reason;
import org.lbpayload.importer.report.Report;

/** Finds the images on this machine's disks, and opens images that are found or named by the user. */
public final class DiskSearch {
    private static final long POLL_MILLIS = 250;

    /** The payloads to import. */
    public enum Selection {
        /** Every payload disk is imported, so a malformed disk is an error. */
        ALL_PAYLOADS,
        /** The payload ids are given, so a malformed disk is only warned of. */
        PINNED_PAYLOADS
    }

    private final DeviceOpener opener;
    private final DeviceLister lister;
    private final DiskProbe probe;

    DiskSearch(DeviceOpener opener, DeviceLister lister) {
        this.opener = opener;
        this.lister = lister;
        this.probe = new DiskProbe(opener);
    }

    /** Returns the search of this machine. */
    public static DiskSearch ofSystem() {
        DeviceOpener opener = DeviceOpener.ofSystem();
        return new DiskSearch(opener, DeviceLister.ofSystem(opener));
    }

    /** Probes all disks of this machine. */
    public ScanReport scan() throws ImportException {
        try {
            return ScanReport.of(lister.list(), probe);
        } catch (IOException e) {
            throw new ImportException("cannot list the disks", e);
        }
    }

    /**
     * Returns the payload disks of this machine, in device order.
     *
     * @throws ImportException if the search may have missed a payload
     */
    public List<ImageLocation> find(Selection selection, Report report) throws ImportException {
        return find(selection, false, report);
    }

    /** Returns the payload disks of this machine if the payload was imported earlier, so that it may be absent. */
    public List<ImageLocation> findImportedEarlier(Selection selection, Report report) throws ImportException {
        return find(selection, true, report);
    }

    private List<ImageLocation> find(Selection selection, boolean mayBeAbsent, Report report) throws ImportException {
        ScanReport scan = scan();
        List<ImageLocation> locations = new ArrayList<>();
        for (ProbeResult payload : scan.payloads()) {
            locations.add(location(payload.device(), 0));
        }
        List<ProbeResult> doubtful = scan.doubtful();
        for (ProbeResult disk : doubtful) {
            if (selection == Selection.ALL_PAYLOADS
                    && !(mayBeAbsent && locations.isEmpty())
                    && disk.verdict() == ProbeResult.Verdict.MALFORMED) {
                throw new ImportException(
                        disk + ": write the image again, or select what to import with --id or --device");
            }
            report.warn(disk.toString());
        }
        if (locations.isEmpty() && !doubtful.isEmpty() && !mayBeAbsent) {
            throw new ImportException("no payload disk found, but a disk that is malformed or cannot be read may be"
                    + " one: " + doubtful.get(0));
        }
        return locations;
    }

    /**
     * Returns whether the images that an import needs are present.
     *
     * @param named the disks that the user named; if there are none, all disks are searched
     * @param ids the payloads that the user pinned; if there are none, any payload will do
     */
    public boolean arePresent(List<ImageLocation> named, List<PayloadId> ids) {
        Set<@Nullable PayloadId> found = new HashSet<>();
        try {
            if (named.isEmpty()) {
                for (ProbeResult payload : scan().payloads()) {
                    found.add(payload.payloadId());
                }
            }
            for (ImageLocation location : named) {
                try (OpenImage image = open(locate(location))) {
                    found.add(image.payloadId());
                }
            }
        } catch (ImportException e) {
            return false; // if it does not become readable in time, the import reports it
        }
        return !found.isEmpty() && found.containsAll(ids);
    }

    /** Returns when {@link #arePresent} is true, and after {@code seconds} at the latest. */
    public void await(int seconds, List<ImageLocation> named, List<PayloadId> ids) {
        long start = System.nanoTime();
        while (System.nanoTime() - start < seconds * 1_000_000_000L && !arePresent(named, ids)) {
            try {
                Thread.sleep(POLL_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /**
     * Completes the location that the user named with what is known about the device; a missing node is created.
     *
     * @param named not standard input
     */
    public ImageLocation locate(ImageLocation named) throws ImportException {
        Device device = lister.named(named.path());
        if (device.number() == null) {
            return named;
        }
        ProbeResult result = probe.probe(device, named.offset());
        if (!result.isPayload()) {
            throw new ImportException(result.toString());
        }
        return location(device, named.offset());
    }

    /** Opens an image and reads its index and checksums. */
    public OpenImage open(ImageLocation location) throws ImportException {
        return OpenImage.read(location, openDisk(location), location.offset());
    }

    /** Returns whether the bytes at the location are the magic of an image. */
    public boolean hasMagic(ImageLocation location) throws ImportException {
        try (FileChannel channel = openDisk(location)) {
            return PayloadImage.hasMagic(channel, location.offset());
        } catch (IOException e) {
            throw new ImportException("cannot read " + location.name(), e);
        }
    }

    private FileChannel openDisk(ImageLocation location) throws ImportException {
        try {
            return opener.open(location.path());
        } catch (IOException e) {
            throw new ImportException("cannot open " + location.name() + ": " + Reason.of(e, location.path()));
        }
    }

    private static ImageLocation location(Device device, long offset) {
        return new ImageLocation(device.node().toString(), offset, device.rotational());
    }
}
