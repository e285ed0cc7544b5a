// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.fetch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.lbpayload.maven.fetch.FetchException.Failure;
import org.lbpayload.maven.steps.Distfile;

/** Makes a folder hold distfiles: verifies those that are there and fetches those that are missing or wrong. */
public final class Fetcher {
    private static final long END_SECONDS = 10;

    /**
     * By the folder's real path: of modules that share a folder and are built at a time, the second waits for the first
     * and then finds there what it would have fetched. Locks on files are for other processes.
     */
    private static final Map<Path, ReentrantLock> IN_USE = new ConcurrentHashMap<>();

    private final FetchSettings settings;
    private final FetchListener listener;
    private final Pause pause;

    public Fetcher(FetchSettings settings, FetchListener listener) {
        this(settings, listener, time -> TimeUnit.MILLISECONDS.sleep(time.toMillis()));
    }

    Fetcher(FetchSettings settings, FetchListener listener, Pause pause) {
        this.settings = Objects.requireNonNull(settings, "settings");
        this.listener = Objects.requireNonNull(listener, "listener");
        this.pause = pause;
    }

    /**
     * Verifies and fetches.
     *
     * <p>A file that is there with the right SHA-256 is not touched; one with another stays until the right one
     * replaces it. Transfers that broke off are kept in {@code folder/.lbpayload-fetch} and gone on with the next time.
     * One run at a time in one folder: another of this process waits for its end, one of another process is refused.
     *
     * @param distfiles what the folder is to hold, with names that differ
     * @param folder where the distfiles go; made if it is missing
     * @return what was there and what was fetched
     * @throws FetchException where distfiles could not be fetched (all of them in one message, each with every place
     *     that was tried and why it did not serve), or the folder cannot be used
     * @throws IllegalArgumentException where two distfiles have one name
     * @throws InterruptedException where the thread is interrupted; what is complete by then is in place
     */
    public FetchReport fetch(List<Distfile> distfiles, Path folder) throws FetchException, InterruptedException {
        checkNames(distfiles, folder);
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new FetchException(folder + ": expected a folder for the distfiles, found something else", null);
        }
        try {
            if (!Files.isDirectory(folder)) {
                // createDirectories of older JDKs fails on a link to a folder, JDK-8294193
                Files.createDirectories(folder);
            }
            ReentrantLock lock = IN_USE.computeIfAbsent(folder.toRealPath(), path -> new ReentrantLock());
            lock.lockInterruptibly();
            try {
                return verifyAndFetch(distfiles, folder);
            } finally {
                lock.unlock();
            }
        } catch (IOException e) {
            throw new FetchException(folder + ": cannot be used as the distfiles folder: " + e, e);
        }
    }

    private FetchReport verifyAndFetch(List<Distfile> distfiles, Path folder)
            throws FetchException, IOException, InterruptedException {
        List<Distfile> missing = withoutRight(distfiles, folder);
        List<Failure> failures = missing.isEmpty() ? List.of() : fetchMissing(missing, folder);
        if (!failures.isEmpty()) {
            throw new FetchException(folder, distfiles.size(), failures);
        }
        List<Distfile> present = new ArrayList<>(distfiles);
        present.removeAll(missing);
        return new FetchReport(names(present), names(missing));
    }

    private static void checkNames(List<Distfile> distfiles, Path folder) throws FetchException {
        Set<String> names = new HashSet<>();
        for (Distfile distfile : distfiles) {
            if (!names.add(distfile.name())) {
                throw new IllegalArgumentException("distfiles: " + distfile.name() + " stands there twice");
            }
            if (distfile.name().equals(PartFolder.NAME)) {
                throw new FetchException(
                        folder.resolve(PartFolder.NAME)
                                + ": transfers are kept here; the distfile of this name, named at "
                                + distfile.definedAt() + ", needs another",
                        null);
            }
        }
    }

    private List<Distfile> withoutRight(List<Distfile> distfiles, Path folder)
            throws IOException, InterruptedException {
        List<Callable<Boolean>> checks = new ArrayList<>();
        distfiles.forEach(distfile -> checks.add(() -> isRight(distfile, folder.resolve(distfile.name()))));
        List<Boolean> right = inParallel(checks);
        List<Distfile> missing = new ArrayList<>();
        for (int i = 0; i < distfiles.size(); i++) {
            if (!right.get(i)) {
                missing.add(distfiles.get(i));
            }
        }
        return missing;
    }

    private boolean isRight(Distfile distfile, Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return false;
        }
        String found = FileSha256.of(file);
        if (!found.equals(distfile.sha256())) {
            listener.wrongFile(file, distfile.sha256(), found);
            return false;
        }
        return true;
    }

    private List<Failure> fetchMissing(List<Distfile> missing, Path folder)
            throws FetchException, IOException, InterruptedException {
        DistfileFetch fetch = new DistfileFetch(settings, listener, pause, ConcurrentHashMap.newKeySet());
        try (PartFolder parts = PartFolder.open(folder)) {
            List<Callable<Optional<Failure>>> fetches = new ArrayList<>();
            missing.forEach(distfile -> fetches.add(
                    () -> fetch.fetch(distfile, parts.part(distfile.name()), folder.resolve(distfile.name()))));
            return inParallel(fetches).stream().flatMap(Optional::stream).toList();
        }
    }

    private <T> List<T> inParallel(List<Callable<T>> tasks) throws IOException, InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(settings.threads());
        try {
            List<T> results = new ArrayList<>();
            for (Future<T> result : threads.invokeAll(tasks)) {
                results.add(get(result));
            }
            return results;
        } finally {
            threads.shutdownNow();
            // Interrupted threads still write to their parts until they notice, and the folder must not be let go
            // before.
            threads.awaitTermination(END_SECONDS, TimeUnit.SECONDS);
        }
    }

    private static <T> T get(Future<T> result) throws IOException, InterruptedException {
        try {
            return result.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException io) {
                throw io;
            }
            if (e.getCause() instanceof InterruptedException) {
                throw new InterruptedException();
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private static List<String> names(List<Distfile> distfiles) {
        return distfiles.stream().map(Distfile::name).toList();
    }
}
