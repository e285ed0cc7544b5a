// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.lbpayload.format.PayloadId;

/** The straight line from disks to a folder with their files: open, merge, plan, copy, mark. */
final class Import {
    private final Arguments arguments;
    private final Report report;

    Import(Arguments arguments, Report report) {
        this.arguments = arguments;
        this.report = report;
    }

    /**
     * @param disks the payload disks, in the order in which they are to be read; may be empty
     * @param in standard input, for the disk that is read from there
     */
    void run(List<Disk> disks, InputStream in) throws ImportException {
        String folder = arguments.destination();
        Marker marker = Marker.read(folder);
        if (marker.isReferences()) {
            report.done(folder, "an empty marker is in it: all was imported before");
            return;
        }
        if (disks.isEmpty()) {
            if (!marker.exists()) {
                throw new NoPayloadException("no payload disk found");
            }
            report.done(folder, "no payload disk found, and a payload was imported before");
            return;
        }
        try (Destination destination = new Destination(folder)) {
            List<Source> sources = new ArrayList<>(disks.size());
            try {
                for (int i = 0; i < disks.size(); i++) {
                    sources.add(open(disks.get(i), in, destination));
                }
                admit(sources);
                run(sources, marker, destination);
            } finally {
                for (int i = 0; i < sources.size(); i++) {
                    sources.get(i).close();
                }
            }
        }
    }

    private static Source open(Disk disk, InputStream in, Destination destination) throws ImportException {
        return disk.path().equals(Disk.STANDARD_INPUT) ? StandardInput.open(disk, in, destination) : Source.open(disk);
    }

    /** Refuses what the command line does not admit. */
    private void admit(List<Source> sources) throws ImportException {
        List<PayloadId> ids = arguments.ids();
        List<PayloadId> absent = new ArrayList<>(ids);
        for (int i = 0; i < sources.size(); i++) {
            Source source = sources.get(i);
            PayloadId id = source.image().payloadId();
            if (id == null && (arguments.requireChecksums() || !ids.isEmpty())) {
                throw new ImportException(source.name() + ": expected an image with checksums, found none: "
                        + "make it anew with checksums, or import it without --id and --require-checksums");
            }
            if (!ids.isEmpty() && !ids.contains(id)) {
                throw new ImportException(
                        source.name() + ": expected the payload " + ids.get(0) + ", found the payload " + id);
            }
            absent.remove(id);
        }
        if (!absent.isEmpty()) {
            throw new ImportException("no disk has the payload " + absent.get(0));
        }
    }

    private void run(List<Source> sources, Marker marker, Destination destination) throws ImportException {
        Payload payload = Payload.merge(sources);
        if (marker.names(sources) && payload.isIn(destination)) {
            report.done(destination.name(), "this payload was imported before and all its files are there");
            return;
        }
        for (int i = 0; i < sources.size(); i++) {
            report.reading(sources.get(i));
        }
        if (!destination.isLocked()) {
            destination.lock();
        }
        boolean sha256 = !arguments.ids().isEmpty();
        int threads = threads();
        Plan plan = Plan.make(payload, destination, threads, sha256, report);
        if (arguments.spaceCheck()) {
            plan.checkSpace(destination);
        }
        Progress progress = new Progress(plan.missingBytes());
        report.plan(plan, progress);
        for (int i = 0; i < sources.size(); i++) {
            Source source = sources.get(i);
            int[] missing = plan.missing(i);
            if (missing.length > 0) {
                int workers = source.rotational() && arguments.threads() == 0 ? 1 : threads;
                Copier.copy(source, missing, destination, workers, sha256, progress, report);
            }
        }
        destination.sync();
        Marker.write(destination, sources);
        report.done(destination.name(), plan);
    }

    private int threads() {
        return arguments.threads() > 0
                ? arguments.threads()
                : Math.min(Runtime.getRuntime().availableProcessors(), Arguments.MAX_THREADS);
    }
}
