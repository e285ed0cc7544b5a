// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.image;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.lbpayload.format.ChecksumSection;
import org.lbpayload.format.Entry;
import org.lbpayload.format.EntryChecksum;
import org.lbpayload.format.PayloadId;
import org.lbpayload.format.PayloadIndex;
import org.lbpayload.format.PayloadWriter;

/** Writes a whole image into a new file, several entries at a time. */
final class ImageWriter {
    /** Hashing keeps every core busy; beyond this many the disk is what is waited for. */
    private static final int MAX_THREADS = 8;

    private final PayloadIndex index;
    private final Map<String, SourceFile> sources;
    private final boolean checksums;

    /** @param sources by name, one for each entry of {@code index} */
    ImageWriter(PayloadIndex index, Map<String, SourceFile> sources, boolean checksums) {
        this.index = index;
        this.sources = sources;
        this.checksums = checksums;
    }

    /**
     * Writes the image and syncs it.
     *
     * @param file must not exist yet
     * @return the payload id; empty where no checksums are wanted
     * @throws ImageException where a source is at fault
     * @throws IOException where the image cannot be written
     */
    Optional<PayloadId> write(Path file) throws ImageException, IOException {
        try (FileChannel out = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            PayloadWriter writer = new PayloadWriter(out, index);
            writer.writeHeaders();
            EntryChecksum[] found = copyAll(new EntryCopier(writer, checksums));
            Optional<PayloadId> payloadId = Optional.empty();
            if (checksums) {
                ChecksumSection section = ChecksumSection.of(index, Arrays.asList(found));
                writer.writeChecksums(section);
                payloadId = Optional.of(section.payloadId());
            }
            out.force(true);
            return payloadId;
        }
    }

    private EntryChecksum[] copyAll(EntryCopier copier) throws ImageException, IOException {
        List<Entry> entries = index.entries();
        EntryChecksum[] found = new EntryChecksum[entries.size()];
        int threads = Math.min(MAX_THREADS, Runtime.getRuntime().availableProcessors());
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            CompletionService<Void> copies = new ExecutorCompletionService<>(pool);
            // The largest first: a large one that comes last would leave the other threads without work.
            IntStream.range(0, found.length)
                    .boxed()
                    .sorted(Comparator.comparingLong(
                                    (Integer i) -> entries.get(i).size())
                            .reversed())
                    .forEachOrdered(i -> copies.submit(() -> {
                        Entry entry = entries.get(i);
                        found[i] = copier.copy(entry, sources.get(entry.name()));
                        return null;
                    }));
            for (int done = 0; done < found.length; done++) {
                copies.take().get();
            }
        } catch (ExecutionException e) {
            throw rethrow(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        } finally {
            stop(pool);
        }
        return found;
    }

    private static IOException rethrow(Throwable failure) throws ImageException {
        if (failure instanceof ImageException e) {
            throw e;
        }
        if (failure instanceof IOException e) {
            return e;
        }
        throw new IllegalStateException(failure);
    }

    /** Afterwards no thread has a hand on the image any more. */
    private static void stop(ExecutorService pool) {
        pool.shutdownNow();
        boolean interrupted = Thread.interrupted();
        boolean stopped = false;
        while (!stopped) {
            try {
                stopped = pool.awaitTermination(1, TimeUnit.HOURS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
