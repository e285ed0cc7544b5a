// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.fetch;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.lbpayload.maven.fetch.FetchException.Failure;
import org.lbpayload.maven.fetch.FetchException.Tried;
import org.lbpayload.maven.io.Reason;
import org.lbpayload.maven.steps.Distfile;

/**
 * A thread-safe downloader of distfiles. For each distfile, tries the sources in order until a source delivers the
 * pinned content.
 */
final class DistfileDownload implements Closeable {
    private static final int START = 512;

    private final FetchSettings settings;
    private final FetchListener listener;
    private final Sleeper sleeper;
    private final RetryPolicy retryPolicy;
    private final HttpRequests requests;
    private final HttpDownload http;

    /** A delay before a download is retried. */
    @FunctionalInterface
    interface Sleeper {
        void sleep(Duration time) throws InterruptedException;
    }

    DistfileDownload(FetchSettings settings, FetchListener listener, Sleeper sleeper) {
        this.settings = settings;
        this.listener = listener;
        this.sleeper = sleeper;
        this.retryPolicy = new RetryPolicy(settings.attempts());
        this.requests = new HttpRequests(settings);
        this.http = new HttpDownload(settings, requests);
    }

    /** Downloads a distfile. Returns the failure, or empty if {@code target} now has the pinned content. */
    Optional<Failure> download(Distfile distfile, PartialFile partial, Path target) throws InterruptedException {
        List<Tried> tried = new ArrayList<>();
        try {
            if (partial.size() > 0) {
                PartialFile.Content existing = partial.read();
                if (existing.sha256().equals(distfile.sha256())) {
                    publish(distfile, existing, partial, target, "an earlier run");
                    return Optional.empty();
                }
            }
            for (DownloadSource source : sources(distfile)) {
                try {
                    publish(distfile, ask(source, distfile, partial), partial, target, source.shown());
                    return Optional.empty();
                } catch (SourceException e) {
                    tried.add(new Tried(source.shown(), e.getMessage()));
                    listener.gaveUp(distfile.name(), source.shown(), e.getMessage());
                }
            }
            if (partial.size() == 0) {
                partial.delete();
            }
        } catch (IOException e) {
            tried.add(new Tried(target.toString(), "cannot be written: " + Reason.of(e)));
        }
        if (tried.isEmpty()) {
            tried.add(new Tried("no source", "the sources file names no URL; add a mirror that has the distfile"));
        }
        return Optional.of(new Failure(distfile, tried));
    }

    /** Closes the idle connections. */
    @Override
    public void close() {
        requests.close();
    }

    private Iterable<DownloadSource> sources(Distfile distfile) {
        return () -> Stream.concat(
                        settings.mirrors().stream().map(mirror -> mirror.source(distfile.name())),
                        distfile.urls().stream().map(DownloadSource::of))
                .iterator();
    }

    private void publish(
            Distfile distfile, PartialFile.Content content, PartialFile partial, Path target, String source)
            throws IOException {
        partial.publish(target, content);
        listener.fetched(distfile.name(), content.bytes(), source);
    }

    /** Tries one source until the source delivers the pinned content or is abandoned. */
    private PartialFile.Content ask(DownloadSource source, Distfile distfile, PartialFile partial)
            throws SourceException, IOException, InterruptedException {
        int failures = 0;
        while (true) {
            try {
                listener.asking(distfile.name(), source.shown());
                Download download = download(source, distfile, partial);
                if (download.content().sha256().equals(distfile.sha256())) {
                    return download.content();
                }
                discardWrong(download, distfile, partial);
            } catch (SourceException e) {
                failures++;
                Optional<Duration> delay = retryPolicy.delay(e, failures);
                if (delay.isEmpty()) {
                    e.silentOrigin().ifPresent(origin -> requests.skip(origin, e.getMessage()));
                    throw failures == 1 ? e : SourceException.permanent(e.getMessage() + ", " + failures + " times", e);
                }
                listener.retrying(distfile.name(), source.shown(), e.getMessage(), delay.get());
                sleeper.sleep(delay.get());
            }
        }
    }

    private Download download(DownloadSource source, Distfile distfile, PartialFile partial)
            throws SourceException, IOException, InterruptedException {
        Progress progress = (bytes, total) -> listener.progress(distfile.name(), bytes, total);
        if (source instanceof DownloadSource.LocalFile file) {
            return LocalCopy.copy(file.path(), partial, progress);
        }
        if (source instanceof DownloadSource.Http url) {
            if (settings.offline()) {
                throw SourceException.permanent("not tried, because Maven is offline");
            }
            return http.complete(partial, url, progress);
        }
        throw SourceException.permanent(((DownloadSource.Unusable) source).reason());
    }

    /**
     * Handles content with a wrong SHA-256. If the download was resumed, the bytes of an earlier attempt may be wrong.
     * In this case, deletes the partial file and returns, so that the caller requests the whole file. Otherwise, throws
     * an exception. The caller's loop ends, because only a counted failure leaves a partial file that can be resumed.
     */
    private static void discardWrong(Download download, Distfile distfile, PartialFile partial)
            throws SourceException, IOException {
        boolean isHtml = isHtml(partial);
        if (download.hasKnownEnd() || download.isResumed() || isHtml) {
            partial.delete();
        }
        if (download.isResumed()) {
            return;
        }
        if (!download.hasKnownEnd() && !isHtml) {
            throw SourceException.temporary(
                    "the connection ended after " + download.content().bytes()
                            + " bytes, and the server announced no size: " + difference(download, distfile),
                    Duration.ZERO);
        }
        List<String> notes = new ArrayList<>(download.notes());
        if (isHtml) {
            notes.add("it is an HTML page");
        }
        throw SourceException.permanent("has different content: " + difference(download, distfile)
                + (notes.isEmpty() ? "" : " (" + String.join("; ", notes) + ")"));
    }

    private static String difference(Download download, Distfile distfile) {
        return "expected SHA-256 " + distfile.sha256() + ", received "
                + download.content().bytes() + " bytes with SHA-256 "
                + download.content().sha256();
    }

    private static boolean isHtml(PartialFile partial) throws IOException {
        String start = new String(partial.start(START), StandardCharsets.ISO_8859_1)
                .strip()
                .toLowerCase(Locale.ROOT);
        return start.startsWith("<!doctype html") || start.startsWith("<html");
    }
}
