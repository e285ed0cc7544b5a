// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
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
     * Does it.
     *
     * @param in standard input, for the disk that is read from there
     */
    void run(InputStream in) throws ImportException {
        String folder = arguments.destination();
        try (Destination destination = new Destination(folder)) {
            destination.checkIsFolder();
            Marker marker = Marker.read(folder);
            List<PayloadId> ids = arguments.ids();
            if (marker.isReferences() && ids.isEmpty()) {
                report.done(folder, "an empty marker is in it, so all was imported before");
                return;
            }
            boolean imported = marker.exists() && marker.namesAll(ids);
            List<Disk> disks = disks(imported);
            if (disks.isEmpty() && !imported) {
                throw ImportException.noPayload();
            }
            List<Source> sources = new ArrayList<>(disks.size());
            try {
                for (int i = 0; i < disks.size(); i++) {
                    sources.add(open(disks.get(i), in, destination));
                }
                List<PayloadId> absent = admit(sources, imported);
                if (sources.isEmpty()) {
                    report.done(folder, "no payload disk found, and a payload was imported before");
                } else {
                    run(sources, absent, marker, destination, folder);
                }
            } finally {
                for (int i = 0; i < sources.size(); i++) {
                    sources.get(i).close();
                }
            }
        }
    }

    /** @param imported whether there may be none, as all that is asked for was imported before */
    private List<Disk> disks(boolean imported) throws ImportException {
        List<Disk> disks = arguments.disks();
        if (disks.isEmpty()) {
            return DiskSearch.ofSystem().find(imported, arguments.ids().isEmpty(), report);
        }
        for (int i = 0; i < disks.size(); i++) {
            Disk disk = disks.get(i);
            if (!disk.path().equals(Disk.STANDARD_INPUT) && !Files.isRegularFile(Paths.get(disk.path()))) {
                disks.set(i, DiskSearch.ofSystem().named(disk));
            }
        }
        return disks;
    }

    private static Source open(Disk disk, InputStream in, Destination destination) throws ImportException {
        return disk.path().equals(Disk.STANDARD_INPUT) ? StandardInput.open(disk, in, destination) : Source.open(disk);
    }

    /**
     * Refuses what the command line does not admit. A disk that was found rather than named is passed over where its
     * payload is not one of those asked for: it may be anybody's.
     *
     * @param imported whether disks may be away, as all that is asked for was imported before
     * @return the payloads that are asked for and that no disk has
     */
    private List<PayloadId> admit(List<Source> sources, boolean imported) throws ImportException {
        boolean named = !arguments.disks().isEmpty();
        List<PayloadId> absent = new ArrayList<>(arguments.ids());
        for (int i = sources.size() - 1; i >= 0; i--) {
            Source source = sources.get(i);
            String problem = problem(source);
            if (problem == null) {
                absent.remove(source.image().payloadId());
            } else if (named || arguments.ids().isEmpty()) {
                throw new ImportException(source.name() + ": " + problem);
            } else {
                report.note(source.name() + " is not used: " + problem);
                sources.remove(i).close();
            }
        }
        if (!absent.isEmpty() && !imported) {
            throw new ImportException("no disk has the payload " + absent.get(0)
                    + ": attach the disk that has it, or leave out its --id");
        }
        return absent;
    }

    private @Nullable String problem(Source source) {
        PayloadId id = source.image().payloadId();
        List<PayloadId> ids = arguments.ids();
        if (id == null && (arguments.requireChecksums() || !ids.isEmpty())) {
            return "expected an image with checksums, found none: make it anew with them, or go without "
                    + (ids.isEmpty() ? "--require-checksums" : "--id");
        }
        if (!ids.isEmpty() && !ids.contains(id)) {
            return "expected the payload " + ids.get(0) + (ids.size() == 1 ? "" : " or another of those asked for")
                    + ", found the payload " + id;
        }
        return null;
    }

    private void run(
            List<Source> sources, List<PayloadId> absent, Marker marker, Destination destination, String folder)
            throws ImportException {
        for (int i = 0; i < absent.size(); i++) {
            report.note("no disk has the payload " + absent.get(i) + ", which was imported before");
        }
        Payload payload = Payload.merge(sources);
        if (marker.names(sources) && payload.isIn(destination)) {
            if (destination.hasLeftovers()) {
                destination.lock();
            }
            // Whoever has replaced files since the marker was read has removed it first.
            if (Marker.read(folder).names(sources)) {
                report.done(destination.name(), "this payload was imported before and all its files are there");
                return;
            }
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
        if (plan.missingFiles() > 0) {
            Marker.remove(destination);
        }
        for (int i = 0; i < sources.size(); i++) {
            Source source = sources.get(i);
            int[] missing = plan.missing(i);
            if (missing.length > 0) {
                int workers = source.rotational() && arguments.threads() == 0 ? 1 : threads;
                Copier.copy(source, missing, destination, workers, sha256, progress, report);
            }
        }
        if (destination.ignoresCase()) {
            payload.checkFilesAreApart(destination);
        }
        destination.sync();
        Marker.write(destination, sources, absent);
        report.done(destination.name(), plan);
    }

    private int threads() {
        return arguments.threads() > 0
                ? arguments.threads()
                : Math.min(Runtime.getRuntime().availableProcessors(), Arguments.MAX_THREADS);
    }
}
