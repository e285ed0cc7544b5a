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

/** The search for payload disks on this machine. Also opens the images that were found or that the user named. */
public final class DiskSearch {
    private static final long POLL_MILLIS = 250;

    /** The payloads to import. */
    public enum Selection {
        /** Every payload disk is imported, so a malformed disk is an error. */
        ALL_PAYLOADS,
        /** The user selected payloads with {@code --id}, so a malformed disk causes only a warning. */
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

    public static DiskSearch ofSystem() {
        DeviceOpener opener = DeviceOpener.ofSystem();
        return new DiskSearch(opener, DeviceLister.ofSystem(opener));
    }

    /** Probes all disks of this machine that are searched by default. */
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
     * @throws ImportException if the search may have missed a payload disk
     */
    public List<ImageLocation> find(Selection selection, Report report) throws ImportException {
        return find(selection, false, report);
    }

    /**
     * Returns the same disks as {@link #find}, but accepts missing disks, because the payloads were imported earlier.
     */
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
                throw new ImportException(disk + ": write the image again, or select a payload with --id or --device");
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
     * Returns whether the required images are present and readable.
     *
     * @param named the disks that the user named; if the list is empty, all disks are searched
     * @param ids the payloads given by {@code --id}; if the list is empty, any payload is sufficient
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
            return false; // the import reports the error if it persists
        }
        return !found.isEmpty() && found.containsAll(ids);
    }

    /** Waits until {@link #arePresent} returns true, but at most {@code seconds} seconds. */
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
     * Returns the location that the user named, with the known properties of the device. Creates the device node if the
     * node is missing.
     *
     * @param named the location, which must not be standard input
     * @throws ImportException if a listed device has no valid image at the location
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

    /** Returns whether the magic of an image is at the location. */
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
