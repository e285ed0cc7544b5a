// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.fetch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Downloads the missing bytes of a partial file from an HTTP server, in a single attempt. */
final class HttpDownload {
    /** The maximum number of ranges requested in one attempt, because each one hashes the existing bytes again. */
    private static final int MAX_SHORT_RANGES = 16;

    private final FetchSettings settings;
    private final HttpRequests requests;

    HttpDownload(FetchSettings settings, HttpRequests requests) {
        this.settings = settings;
        this.requests = requests;
    }

    /**
     * Completes the partial file.
     *
     * @throws SourceException if the server does not deliver all bytes
     * @throws IOException if the partial file cannot be written
     */
    Download complete(PartialFile partial, DownloadSource.Http source, Progress progress)
            throws SourceException, IOException, InterruptedException {
        long offset = partial.size();
        Optional<Part> part = request(partial, source, offset, progress);
        for (int i = 0; i < MAX_SHORT_RANGES && isShort(part, offset); i++) {
            offset = partial.size();
            part = request(partial, source, offset, progress);
        }
        if (part.isEmpty() && offset > 0) {
            part = request(partial, source, 0, progress);
        }
        if (isShort(part, offset)) {
            throw SourceException.temporary(
                    "sent only a part of the file in each of " + (MAX_SHORT_RANGES + 1) + " responses", Duration.ZERO);
        }
        return part.map(Part::download)
                .orElseThrow(() -> SourceException.permanent(
                        "answered with a range of the file though the whole file was requested"));
    }

    /**
     * The partial file after a response.
     *
     * @param total the size of the complete file in bytes according to the response, or 0 if unknown
     */
    private record Part(Download download, long total) {}

    /**
     * Returns whether the server sent bytes from {@code offset} on, but a shorter range than requested (RFC 9110,
     * section 15.3.7).
     */
    private static boolean isShort(Optional<Part> part, long offset) {
        long end = part.map(received -> received.download().content().bytes()).orElse(0L);
        return end > offset && end < part.get().total();
    }

    /**
     * Requests the bytes from {@code offset} to the end of the file.
     *
     * @return the received part, or empty if the response does not start at the offset. The caller must then request
     *     the whole file
     */
    private Optional<Part> request(PartialFile partial, DownloadSource.Http source, long offset, Progress progress)
            throws SourceException, IOException, InterruptedException {
        try (ServerResponse response = requests.get(source, offset)) {
            int status = response.status();
            boolean isPartial = status == 206;
            if (isPartial && !(offset > 0 && response.startsAt(offset)) || status == 416 && offset > 0) {
                response.discard();
                return Optional.empty();
            }
            if (status != 200 && !isPartial) {
                response.discard();
                throw response.failure();
            }
            Download download = receive(response, partial, isPartial ? offset : 0, progress);
            return Optional.of(new Part(download, isPartial ? response.rangeTotal() : 0));
        }
    }

    private Download receive(ServerResponse response, PartialFile partial, long offset, Progress progress)
            throws SourceException, IOException, InterruptedException {
        OptionalLong length = response.length();
        if (length.isPresent() && isTooLarge(offset + length.getAsLong())) {
            throw tooLarge();
        }
        long total = length.isEmpty() ? -1 : offset + length.getAsLong();
        try (PartialFile.Writer writer = partial.open(offset)) {
            progress.bytes(writer.bytes(), total);
            for (List<ByteBuffer> buffers = response.next(); !buffers.isEmpty(); buffers = response.next()) {
                for (ByteBuffer buffer : buffers) {
                    if (isTooLarge(writer.bytes() + buffer.remaining())) {
                        writer.clear(); // a partial file larger than the limit can never be completed
                        throw tooLarge();
                    }
                    writer.write(buffer);
                }
                progress.bytes(writer.bytes(), total);
            }
            if (total >= 0 && writer.bytes() < total) {
                throw SourceException.temporary(
                        "interrupted: received " + writer.bytes() + " of " + total + " bytes", Duration.ZERO);
            }
            return new Download(writer.content(), offset > 0, response.hasKnownEnd(), response.notes());
        }
    }

    private boolean isTooLarge(long bytes) {
        return bytes > settings.maxBytes() || bytes < 0;
    }

    private SourceException tooLarge() {
        return SourceException.permanent("larger than " + settings.maxBytes()
                + " bytes, the limit for downloads; raise <fetchMaxBytes> if the distfile is that large");
    }
}
