// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.fetch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.lbpayload.maven.fetch.FetchException.Failure;
import org.lbpayload.maven.fetch.FetchException.Tried;
import org.lbpayload.maven.steps.Distfile;

/** Fetches one distfile after another: every place in order until one served it. Safe to use from several threads. */
final class DistfileFetch {
    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private final FetchSettings settings;
    private final FetchListener listener;
    private final Pause pause;
    private final HttpTransfer http;
    private final FileTransfer files;
    private final Set<String> unreachable;

    /** @param unreachable origins that did not answer, shared by all threads of a run and filled in here */
    DistfileFetch(FetchSettings settings, FetchListener listener, Pause pause, Set<String> unreachable) {
        this.settings = settings;
        this.listener = listener;
        this.pause = pause;
        this.http = new HttpTransfer(settings, unreachable);
        this.files = new FileTransfer();
        this.unreachable = unreachable;
    }

    /** {@return why it could not be fetched, or empty where {@code target} has the right SHA-256 now} */
    Optional<Failure> fetch(Distfile distfile, Part part, Path target) throws InterruptedException {
        List<Tried> tried = new ArrayList<>();
        if (Files.exists(target) && !Files.isRegularFile(target)) {
            return Optional.of(new Failure(
                    distfile, List.of(new Tried(target.toString(), "expected a regular file; remove what is there"))));
        }
        try {
            if (part.size() > 0 && part.sha256().equals(distfile.sha256())) {
                publish(distfile, part, target, "what an earlier run fetched");
                return Optional.empty();
            }
            for (Place place : places(distfile)) {
                try {
                    ask(place, distfile, part);
                    publish(distfile, part, target, place.shown());
                    return Optional.empty();
                } catch (PlaceException e) {
                    tried.add(new Tried(place.shown(), e.getMessage()));
                    listener.gaveUp(distfile.name(), place.shown(), e.getMessage());
                }
            }
            if (part.size() == 0) {
                part.delete();
            }
        } catch (IOException e) {
            tried.add(new Tried(target.toString(), "cannot be written: " + e));
        }
        if (tried.isEmpty()) {
            tried.add(new Tried("no place", "its sources lines have no URL; add a mirror that has it"));
        }
        return Optional.of(new Failure(distfile, tried));
    }

    private List<Place> places(Distfile distfile) {
        List<Place> places = new ArrayList<>();
        settings.mirrors().forEach(mirror -> places.add(mirror.place(distfile.name())));
        distfile.urls().forEach(url -> places.add(Place.of(url)));
        return places;
    }

    private void publish(Distfile distfile, Part part, Path target, String place) throws IOException {
        long bytes = part.size();
        part.publish(target);
        listener.fetched(distfile.name(), bytes, place);
    }

    /** Asks one place until the part is right or the place is to be given up. */
    private void ask(Place place, Distfile distfile, Part part)
            throws PlaceException, IOException, InterruptedException {
        int failures = 0;
        while (true) {
            boolean wentOn;
            try {
                listener.asking(distfile.name(), place.shown());
                wentOn = transfer(place, distfile, part);
            } catch (PlaceException e) {
                failures++;
                if (failures >= Math.min(e.attempts(), settings.attempts())) {
                    throw givenUp(e, failures);
                }
                Duration wait = longer(backOff(failures), e.retryAfter());
                listener.retrying(distfile.name(), place.shown(), e.getMessage(), wait);
                pause.waitFor(wait);
                continue;
            }
            long bytes = part.size();
            String found = part.sha256();
            if (found.equals(distfile.sha256())) {
                return;
            }
            part.delete();
            if (!wentOn) {
                throw PlaceException.lasting("has another file: expected the SHA-256 " + distfile.sha256() + ", found "
                        + found + " (" + bytes + " bytes)");
            }
            // What was there before may be at fault and not this place: ask it again for the whole. That ends:
            // a part to go on with is only left by a failure, and those are counted.
        }
    }

    private boolean transfer(Place place, Distfile distfile, Part part)
            throws PlaceException, IOException, InterruptedException {
        Progress progress = (bytes, total) -> listener.progress(distfile.name(), bytes, total);
        if (place instanceof Place.File file) {
            files.copy(file.path(), part, progress);
            return false;
        }
        if (place instanceof Place.Http url) {
            if (settings.offline()) {
                throw PlaceException.lasting("not tried, because it is offline");
            }
            return http.complete(part, url, progress);
        }
        throw PlaceException.lasting(((Place.Unusable) place).reason());
    }

    private PlaceException givenUp(PlaceException e, int failures) {
        e.unreachable().ifPresent(unreachable::add);
        return failures == 1 ? e : PlaceException.lasting(e.getMessage() + ", " + failures + " times", e);
    }

    private static Duration backOff(int failures) {
        Duration wait = FIRST_WAIT.multipliedBy(1L << Math.min(failures - 1, 10));
        return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) >= 0 ? a : b;
    }
}
