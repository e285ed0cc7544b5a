// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.fetch;

import java.io.IOException;
import java.nio.channels.FileLockInterruptionException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.lbpayload.maven.fetch.DistfileCheck.Result;
import org.lbpayload.maven.fetch.DistfileCheck.State;
import org.lbpayload.maven.fetch.DistfileDownload.Sleeper;
import org.lbpayload.maven.fetch.FetchException.Failure;
import org.lbpayload.maven.fetch.FetchException.Tried;
import org.lbpayload.maven.io.LockFile;
import org.lbpayload.maven.io.Parallel;
import org.lbpayload.maven.io.Reason;
import org.lbpayload.maven.steps.Distfile;

/** A fetcher that verifies the files in a distfiles directory and downloads missing and damaged distfiles. */
public final class Fetcher {
    private final FetchSettings settings;
    private final FetchListener listener;
    private final Sleeper sleeper;

    public Fetcher(FetchSettings settings, FetchListener listener) {
        this(settings, listener, time -> TimeUnit.MILLISECONDS.sleep(time.toMillis()));
    }

    Fetcher(FetchSettings settings, FetchListener listener, Sleeper sleeper) {
        this.settings = Objects.requireNonNull(settings, "settings");
        this.listener = Objects.requireNonNull(listener, "listener");
        this.sleeper = sleeper;
    }

    /**
     * Verifies and downloads distfiles.
     *
     * <p>A file with the pinned SHA-256 is not touched. Partial files of interrupted downloads are kept in
     * {@code DIRECTORY/.lbpayload-fetch}, and the next run resumes them. Only one run at a time downloads into a
     * directory. A second run waits until the first run has ended.
     *
     * @param distfiles the distfiles, each with a different name
     * @param directory the distfiles directory, which is created if necessary
     * @return the names of the existing and the downloaded distfiles
     * @throws FetchException if distfiles cannot be downloaded or the directory cannot be used
     * @throws IllegalArgumentException if two distfiles have the same name
     * @throws InterruptedException if the thread is interrupted. Completed distfiles are kept
     */
    public FetchReport fetch(List<Distfile> distfiles, Path directory) throws FetchException, InterruptedException {
        checkNames(distfiles, directory);
        if (Files.exists(directory) && !Files.isDirectory(directory)) {
            throw new FetchException(
                    directory + ": expected a directory for the distfiles, found something else; delete it", null);
        }
        try {
            List<Distfile> incomplete = distfiles(incomplete(distfiles, directory));
            Outcome outcome = incomplete.isEmpty() ? Outcome.NOTHING_TO_DO : downloadAlone(incomplete, directory);
            if (!outcome.failures().isEmpty()) {
                throw new FetchException(directory, distfiles.size(), outcome.failures());
            }
            List<Distfile> existing = new ArrayList<>(distfiles);
            existing.removeAll(Set.copyOf(outcome.downloaded()));
            return new FetchReport(names(existing), names(outcome.downloaded()));
        } catch (FileLockInterruptionException e) {
            InterruptedException interrupted = new InterruptedException();
            interrupted.initCause(e);
            throw interrupted;
        } catch (IOException e) {
            throw new FetchException(directory + ": cannot be used as the distfiles directory: " + Reason.of(e), e);
        }
    }

    private static void checkNames(List<Distfile> distfiles, Path directory) throws FetchException {
        Set<String> names = new HashSet<>();
        for (Distfile distfile : distfiles) {
            if (!names.add(distfile.name())) {
                throw new IllegalArgumentException("distfiles: two distfiles have the name " + distfile.name());
            }
            if (distfile.name().equals(PartialDirectory.NAME)) {
                throw new FetchException(
                        directory.resolve(PartialDirectory.NAME)
                                + ": this name is reserved for partial files; rename the distfile in "
                                + distfile.definedAt(),
                        null);
            }
        }
    }

    /** The result of downloading missing and damaged distfiles. */
    private record Outcome(List<Distfile> downloaded, List<Failure> failures) {
        static final Outcome NOTHING_TO_DO = new Outcome(List.of(), List.of());
    }

    /**
     * Downloads distfiles while holding the lock of the directory. First checks the distfiles again, because another
     * run may have downloaded them.
     */
    private Outcome downloadAlone(List<Distfile> distfiles, Path directory) throws IOException, InterruptedException {
        if (!Files.isDirectory(directory)) {
            // In older JDKs, createDirectories fails on a symbolic link to a directory (JDK-8294193).
            Files.createDirectories(directory);
        }
        PartialDirectory partials = PartialDirectory.in(directory);
        Outcome outcome = LockFile.<Outcome, InterruptedException>whileHeld(
                partials.lockFile(), () -> listener.waiting(directory), () -> {
                    partials.create();
                    try {
                        return download(incomplete(distfiles, directory), partials, directory);
                    } finally {
                        partials.deleteFilesIfEmpty();
                    }
                });
        partials.deleteIfEmpty();
        return outcome;
    }

    private static List<Result> incomplete(List<Distfile> distfiles, Path directory) throws InterruptedException {
        return DistfileCheck.check(distfiles, directory).stream()
                .filter(result -> result.state() != State.EXISTING)
                .toList();
    }

    private Outcome download(List<Result> incomplete, PartialDirectory partials, Path directory)
            throws InterruptedException {
        List<Callable<Optional<Failure>>> downloads = new ArrayList<>();
        try (DistfileDownload download = new DistfileDownload(settings, listener, sleeper)) {
            for (Result result : incomplete) {
                Distfile distfile = result.distfile();
                Path file = directory.resolve(distfile.name());
                switch (result.state()) {
                    case UNUSABLE -> {
                        Tried existing = new Tried(file.toString(), result.problem() + "; delete it");
                        downloads.add(() -> Optional.of(new Failure(distfile, List.of(existing))));
                    }
                    case DAMAGED -> {
                        listener.damaged(file, result.problem());
                        downloads.add(() -> download.download(distfile, partials.file(distfile.name()), file));
                    }
                    default -> downloads.add(() -> download.download(distfile, partials.file(distfile.name()), file));
                }
            }
            List<Failure> failures = Parallel.map(downloads, settings.threads(), Callable::call).stream()
                    .flatMap(Optional::stream)
                    .toList();
            return new Outcome(distfiles(incomplete), failures);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private static List<Distfile> distfiles(List<Result> results) {
        return results.stream().map(Result::distfile).toList();
    }

    private static List<String> names(List<Distfile> distfiles) {
        return distfiles.stream().map(Distfile::name).toList();
    }
}
