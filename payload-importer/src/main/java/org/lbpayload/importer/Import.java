// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer;

import java.io.InputStream;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lbpayload.format.PayloadId;
import org.lbpayload.importer.copy.Copier;
import org.lbpayload.importer.copy.MergedPayload;
import org.lbpayload.importer.copy.Plan;
import org.lbpayload.importer.copy.SameNames;
import org.lbpayload.importer.copy.Verification;
import org.lbpayload.importer.destination.Destination;
import org.lbpayload.importer.destination.DestinationState;
import org.lbpayload.importer.destination.Marker;
import org.lbpayload.importer.disk.DiskSearch;
import org.lbpayload.importer.disk.ImageLocation;
import org.lbpayload.importer.disk.OpenImage;
import org.lbpayload.importer.disk.StandardInput;
import org.lbpayload.importer.report.ImportException;
import org.lbpayload.importer.report.Plural;
import org.lbpayload.importer.report.Progress;
import org.lbpayload.importer.report.Report;

/** One run of the import command, from waiting for the disks to writing the marker. */
final class Import {
    private final Arguments arguments;
    private final Report report;
    private final DiskSearch search;

    Import(Arguments arguments, Report report) {
        this(arguments, report, DiskSearch.ofSystem());
    }

    Import(Arguments arguments, Report report, DiskSearch search) {
        this.arguments = arguments;
        this.report = report;
        this.search = search;
    }

    /** Runs the import with {@code in} as standard input. */
    void run(InputStream in) throws ImportException {
        DestinationState unlocked = DestinationState.of(arguments.destination());
        awaitDisks(unlocked);
        if (unlocked.isReadOnly()) {
            // The lock file cannot be created, and is not needed because nothing can be written.
            run(unlocked, null, in);
            return;
        }
        try (Destination destination = Destination.lock(Paths.get(arguments.destination()))) {
            run(destination.state(), destination, in);
        }
    }

    /**
     * Waits for disks without holding the lock of the destination. A later check under the lock fails if a disk is
     * missing.
     */
    private void awaitDisks(DestinationState unlocked) throws ImportException {
        List<ImageLocation> named = arguments.images();
        if (arguments.waitSeconds() == 0
                || isImported(unlocked.marker())
                || search.arePresent(named, arguments.ids())) {
            return;
        }
        report.note("waiting up to " + Plural.of(arguments.waitSeconds(), "second") + " for "
                + (arguments.ids().isEmpty() ? "a payload disk" : "the payloads given by --id"));
        search.await(arguments.waitSeconds(), named, arguments.ids());
    }

    /** Returns whether every requested payload was imported earlier. In this case, the payload disks may be missing. */
    private boolean isImported(Marker marker) {
        return marker.exists() && marker.containsAll(new ArrayList<@Nullable PayloadId>(arguments.ids()));
    }

    /**
     * Runs the import after waiting for disks.
     *
     * @param destination the locked destination, or null if the directory is read-only
     */
    private void run(DestinationState state, @Nullable Destination destination, InputStream in) throws ImportException {
        Marker marker = state.marker();
        if (marker.isOfOriginalImporter() && arguments.ids().isEmpty()) {
            nothingToDo("the empty marker shows that the payload was imported earlier");
            return;
        }
        boolean imported = isImported(marker);
        List<ImageLocation> locations = locations(imported);
        if (locations.isEmpty() && !imported) {
            throw ImportException.noPayload();
        }
        List<OpenImage> images = new ArrayList<>(locations.size());
        try {
            for (ImageLocation location : locations) {
                images.add(open(location, in, destination));
            }
            List<PayloadId> absent = select(images, imported);
            if (images.isEmpty()) {
                nothingToDo("no payload disk found, and a payload was imported earlier");
                return;
            }
            for (PayloadId id : absent) {
                report.note("no disk contains payload " + id + ", which was imported earlier");
            }
            MergedPayload payload = MergedPayload.merge(images);
            if (marker.containsAll(payload.ids()) && payload.isPresentIn(state)) {
                nothingToDo("this payload was imported earlier and all its files are present");
                return;
            }
            copy(payload, absent, writable(destination));
        } finally {
            for (OpenImage image : images) {
                image.close();
            }
        }
    }

    private void nothingToDo(String reason) {
        report.nothingToDo(arguments.destination(), reason);
    }

    private Destination writable(@Nullable Destination destination) throws ImportException {
        if (destination == null) {
            throw new ImportException(
                    DestinationState.of(arguments.destination()).name()
                            + " is not writable: remount a read-only file system with -o remount,rw, or change the permissions");
        }
        return destination;
    }

    private List<ImageLocation> locations(boolean imported) throws ImportException {
        List<ImageLocation> locations = new ArrayList<>();
        for (ImageLocation named : arguments.images()) {
            locations.add(named.isStandardInput() ? named : search.locate(named));
        }
        if (!locations.isEmpty()) {
            return locations;
        }
        DiskSearch.Selection selection =
                arguments.ids().isEmpty() ? DiskSearch.Selection.ALL_PAYLOADS : DiskSearch.Selection.PINNED_PAYLOADS;
        return imported ? search.findImportedEarlier(selection, report) : search.find(selection, report);
    }

    private OpenImage open(ImageLocation location, InputStream in, @Nullable Destination destination)
            throws ImportException {
        if (!location.isStandardInput()) {
            return search.open(location);
        }
        StandardInput input = new StandardInput(in);
        return input.isStream()
                ? input.store(
                        location,
                        writable(destination).createUnnamed(),
                        writable(destination).name())
                : input.open(location);
    }

    /**
     * Rejects images that the command line excludes. With {@code --id} but without {@code --device}, other images are
     * ignored, because their disks may have a different purpose.
     *
     * @param images the open images; ignored images are closed and removed from the list
     * @param imported whether all requested payloads were imported earlier
     * @return the payloads given by {@code --id} that no image contains
     * @throws ImportException if an image is rejected, or if no image contains a payload that was not imported earlier
     */
    private List<PayloadId> select(List<OpenImage> images, boolean imported) throws ImportException {
        boolean named = !arguments.images().isEmpty();
        List<PayloadId> absent = new ArrayList<>(arguments.ids());
        List<OpenImage> all = new ArrayList<>(images);
        for (OpenImage image : all) {
            String problem = problem(image);
            if (problem == null) {
                absent.remove(image.payloadId());
            } else if (named || arguments.ids().isEmpty()) {
                throw new ImportException(image.name() + ": " + problem);
            } else {
                report.note("ignoring " + image.name() + ": " + problem);
                images.remove(image);
                image.close();
            }
        }
        if (!absent.isEmpty() && !imported) {
            throw new ImportException(
                    "no disk contains payload " + absent.get(0) + ": attach the payload disk, or omit this --id");
        }
        return absent;
    }

    private @Nullable String problem(OpenImage image) {
        PayloadId id = image.payloadId();
        List<PayloadId> ids = arguments.ids();
        if (id == null && (arguments.requireChecksums() || !ids.isEmpty())) {
            return "expected an image with checksums, found none: rebuild the image with checksums, or omit "
                    + (ids.isEmpty() ? "--require-checksums" : "--id");
        }
        if (!ids.isEmpty() && !ids.contains(id)) {
            return "expected payload " + ids.get(0) + (ids.size() == 1 ? "" : " or any other given by --id")
                    + ", found payload " + id;
        }
        return null;
    }

    private void copy(MergedPayload payload, List<PayloadId> absent, Destination destination) throws ImportException {
        for (OpenImage image : payload.images()) {
            PayloadId id = image.payloadId();
            report.image(
                    image.name(),
                    image.index().layout().label(),
                    image.entries().size(),
                    id == null ? null : id.toString());
            if (id == null) {
                report.warn(image.name() + " has no checksums: the content of the files cannot be verified");
            }
        }
        Verification verification = arguments.ids().isEmpty() ? Verification.CRC32 : Verification.SHA256;
        int threads = threads();
        Plan plan = Plan.create(payload, destination, threads, verification, report);
        if (arguments.spaceCheck()) {
            plan.checkSpace(destination, report);
        }
        Progress progress = Progress.ofCopying(plan.missingBytes());
        report.plan(plan.existingFiles(), plan.missingFiles(), plan.missingBytes(), progress);
        if (plan.missingFiles() > 0) {
            destination.deleteMarker();
        }
        for (int i = 0; i < payload.images().size(); i++) {
            OpenImage image = payload.images().get(i);
            int[] missing = plan.missing(i);
            if (missing.length > 0) {
                int workers = image.rotational() && arguments.threads() == 0 ? 1 : threads;
                Copier.copy(image, missing, destination, workers, verification, progress, report);
            }
        }
        if (destination.ignoresCase()) {
            SameNames.checkAfter(payload, destination);
        }
        finish(payload, absent, destination);
        report.done(arguments.destination(), plan.existingFiles(), plan.missingFiles(), plan.missingBytes());
    }

    /** Checks that the destination still contains all files, and writes the marker. */
    private static void finish(MergedPayload payload, List<PayloadId> absent, Destination destination)
            throws ImportException {
        destination.checkIsUnchanged();
        if (!payload.isPresentIn(destination.state())) {
            throw new ImportException("files in " + destination.name()
                    + " were changed or removed during the import: run the import again");
        }
        List<@Nullable PayloadId> ids = payload.ids();
        ids.addAll(absent);
        destination.finish(Marker.of(ids));
    }

    private int threads() {
        return arguments.threads() > 0
                ? arguments.threads()
                : Math.min(Runtime.getRuntime().availableProcessors(), Arguments.MAX_THREADS);
    }
}
