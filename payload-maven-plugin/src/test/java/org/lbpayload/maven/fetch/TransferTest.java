// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lbpayload.maven.fetch.TestServer.content;
import static org.lbpayload.maven.fetch.TestServer.status;
import static org.lbpayload.maven.fetch.TestServer.whole;
import static org.lbpayload.maven.fetch.WireServer.answer;
import static org.lbpayload.maven.fetch.WireServer.silentAfter;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of failing downloads. */
class TransferTest extends FetchTestCase {
    @Test
    void retriesTransientFailuresWithGrowingDelay() throws Exception {
        server.at("/", status(503), status(429), content(CONTENT));

        fetch(settings(server.mirror()), distfile());

        assertFetched();
        assertThat(recorder.waits).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2));
    }

    @Test
    void obeysRetryAfterUpToOneMinute() throws Exception {
        server.at("/", status(503, "Retry-After", "7"), status(503, "Retry-After", "86400"), content(CONTENT));

        fetch(settings(server.mirror()), distfile());

        assertThat(recorder.waits).containsExactly(Duration.ofSeconds(7), Duration.ofMinutes(1));
    }

    @Test
    void asksNextSourceAfterAllAttempts() throws Exception {
        server.at("/" + NAME, status(500)).at("/url", content(CONTENT));

        fetch(settings(server.mirror()), distfile(server.url("/url")));

        assertFetched();
        assertThat(server.paths()).containsExactly("/" + NAME, "/" + NAME, "/" + NAME, "/url");
        assertThat(recorder.events).anyMatch(event -> event.endsWith("answered 500, 3 times"));
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 407, 410, 204, 304, 416})
    void asksOnceIfFailureIsPermanent(int status) {
        server.at("/", exchange -> exchange.sendResponseHeaders(status, -1));

        FetchException e = fails(settings(server.mirror()), distfile());

        assertThat(server.requests()).hasSize(1);
        assertThat(reasons(e)).singleElement().asString().contains("answered " + status);
    }

    @Test
    void doesNotRetryRefusedConnection() {
        int port = server.port();
        server.close();

        FetchException e =
                fails(settings(), distfile("http://127.0.0.1:" + port + "/a", "http://127.0.0.1:" + port + "/b"));

        assertThat(reasons(e))
                .hasSize(2)
                .allMatch(reason -> reason.equals("no connection to 127.0.0.1: Connection refused"));
        assertThat(recorder.waits).isEmpty();
    }

    @Test
    void discardsWrongContentAndAsksNextSource() throws Exception {
        byte[] wrong = CONTENT.clone();
        wrong[77]++;
        server.at("/" + NAME, content(wrong)).at("/url", content(CONTENT));

        fetch(settings(server.mirror()), distfile(server.url("/url")));

        assertFetched();
        assertThat(server.paths()).containsExactly("/" + NAME, "/url");
        assertThat(recorder.events.get(0))
                .contains("expected SHA-256 " + sha256(CONTENT) + ", received 100000 bytes with SHA-256 "
                        + sha256(wrong));
    }

    @Test
    void leavesNothingBehindIfAllContentIsWrong() throws Exception {
        server.at("/", content(HALF));

        fails(settings(server.mirror()), distfile());

        assertThat(directory()).isEmptyDirectory();
    }

    @Test
    void resumesWhenServerClosesConnection() throws Exception {
        try (WireServer wire = new WireServer(
                answer("HTTP/1.1 200 OK|Content-Length: 100000", HALF),
                answer("HTTP/1.1 206 Partial|Content-Length: 50000|Content-Range: bytes 50000-99999/100000", REST))) {
            fetch(settings(wire.mirror()), distfile());

            assertFetched();
            assertThat(wire.heads()).hasSize(2);
            assertThat(wire.heads().get(0)).doesNotContain("Range:");
            assertThat(wire.heads().get(1)).contains("Range: bytes=50000-\n");
        }
    }

    @Test
    void resumesPartialFileOfEarlierRun() throws Exception {
        writePartial(HALF);
        server.at("/", content(CONTENT));

        fetch(settings(server.mirror()), distfile());

        assertFetched();
        assertThat(server.requests().get(0).header("Range")).isEqualTo("bytes=50000-");
        assertThat(server.requests()).hasSize(1);
        assertThat(recorder.progress).startsWith(50_000L).endsWith(100_000L);
    }

    @Test
    void publishesCompletePartialFileOfEarlierRunWithoutRequest() throws Exception {
        writePartial(CONTENT);

        fetch(offline(), distfile());

        assertFetched();
    }

    /** A server may send a shorter range than requested (RFC 9110, section 15.3.7). */
    @Test
    void requestsRestOfShortRange() throws Exception {
        writePartial(Arrays.copyOf(CONTENT, 20_000));
        try (WireServer wire = new WireServer(
                answer(
                        "HTTP/1.1 206 Partial|Content-Length: 30000|Content-Range: bytes 20000-49999/100000",
                        Arrays.copyOfRange(CONTENT, 20_000, 50_000)),
                answer("HTTP/1.1 206 Partial|Content-Length: 50000|Content-Range: bytes 50000-99999/100000", REST))) {
            fetch(settings(wire.mirror()), distfile());

            assertFetched();
            assertThat(wire.heads()).hasSize(2);
            assertThat(wire.heads().get(1)).contains("Range: bytes=50000-\n");
            assertThat(recorder.waits).isEmpty();
        }
    }

    @Test
    void limitsNumberOfShortRanges() throws Exception {
        writePartial(HALF);
        server.at("/", exchange -> {
            int from = Integer.parseInt(
                    exchange.getRequestHeaders().getFirst("Range").replaceAll("\\D", ""));
            exchange.getResponseHeaders().add("Content-Range", "bytes " + from + "-" + from + "/100000");
            exchange.sendResponseHeaders(206, 1);
            exchange.getResponseBody().write(CONTENT[from]);
        });

        FetchException e = fails(settings(server.mirror()), distfile());

        assertThat(reasons(e)).containsExactly("sent only a part of the file in each of 17 responses, 3 times");
        assertThat(server.requests()).hasSize(3 * 17);
        assertThat(Files.size(partial())).isEqualTo(50_000 + 3 * 17);
    }

    @Test
    void requestsWholeFileIfRangeIsEmpty() throws Exception {
        writePartial(HALF);
        try (WireServer wire = new WireServer(
                answer("HTTP/1.1 206 Partial|Content-Length: 0|Content-Range: bytes 50000-99999/100000", new byte[0]),
                answer("HTTP/1.1 200 OK|Content-Length: 100000", CONTENT))) {
            fetch(settings(wire.mirror()), distfile());

            assertFetched();
            assertThat(wire.heads().get(1)).doesNotContain("Range:");
        }
    }

    @Test
    void keepsPartialFileForNextRunIfNoSourceCompletesIt() throws Exception {
        try (WireServer wire = new WireServer(
                answer("HTTP/1.1 200 OK|Content-Length: 100000", HALF),
                answer("HTTP/1.1 404 Gone|Content-Length: 0", new byte[0]))) {
            fails(settings(wire.mirror()), distfile());
        }

        assertThat(partial()).hasBinaryContent(HALF);
        assertThat(directory().resolve(".lbpayload-fetch/lock")).doesNotExist();
    }

    @Test
    void overwritesPartialFileIfServerIgnoresRange() throws Exception {
        writePartial(HALF);
        server.at("/", whole(CONTENT));

        fetch(settings(server.mirror()), distfile());

        assertFetched();
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void requestsWholeFileIfPartialFileIsWrong() throws Exception {
        byte[] other = HALF.clone();
        other[0]++;
        writePartial(other);
        server.at("/", content(CONTENT));

        fetch(settings(server.mirror()), distfile());

        assertFetched();
        assertThat(server.requests())
                .extracting(request -> request.header("Range"))
                .containsExactly("bytes=50000-", null);
        assertThat(recorder.events).containsExactly("fetched " + NAME + " 100000 " + server.url("/" + NAME));
    }

    @Test
    void requestsWholeFileIfPartialFileIsTooLong() throws Exception {
        writePartial(Arrays.copyOf(CONTENT, 100_001));
        server.at("/", content(CONTENT));

        fetch(settings(server.mirror()), distfile());

        assertFetched();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "|Content-Range: bytes 49999-99999/100000",
                "|Content-Range: bytes 0-49999/100000",
                "|Content-Range: rubbish",
                "|Content-Range: bytes 99999999999999999999-0/1",
                "",
            })
    void requestsWholeFileIfContentRangeIsWrong(String contentRange) throws Exception {
        writePartial(HALF);
        try (WireServer wire = new WireServer(
                answer("HTTP/1.1 206 Partial|Content-Length: 50000" + contentRange, HALF),
                answer("HTTP/1.1 200 OK|Content-Length: 100000", CONTENT))) {
            fetch(settings(wire.mirror()), distfile());

            assertFetched();
            assertThat(wire.heads().get(1)).doesNotContain("Range:");
        }
    }

    @Test
    void refusesUnrequestedRange() throws Exception {
        try (WireServer wire = new WireServer(
                answer("HTTP/1.1 206 Partial|Content-Length: 50000|Content-Range: bytes 50000-99999/100000", REST))) {
            FetchException e = fails(settings(wire.mirror()), distfile());

            assertThat(reasons(e))
                    .containsExactly("answered with a range of the file though the whole file was requested");
        }
    }

    @Test
    void resumesFromNextSourceWhenResponseStalls() throws Exception {
        try (WireServer first = new WireServer(silentAfter("HTTP/1.1 200 OK|Content-Length: 100000", HALF))) {
            server.at("/", content(CONTENT));

            fetch(impatient(first.mirror()), distfile(server.url("/a")));

            assertFetched();
            assertThat(recorder.events.get(0)).contains("sent nothing for 1000 ms");
            assertThat(server.requests().get(0).header("Range")).isEqualTo("bytes=50000-");
        }
    }

    @Test
    void givesUpServerThatNeverAnswers() throws Exception {
        try (WireServer wire = new WireServer(silentAfter("", new byte[0]))) {
            FetchException e = fails(impatient(wire.mirror()), distfile());

            assertThat(reasons(e)).singleElement().asString().contains("sent nothing for 1000 ms, 2 times");
        }
    }

    @Test
    void resumesChunkedResponse() throws Exception {
        byte[] size = "c350\r\n".getBytes(StandardCharsets.US_ASCII); // 50000
        byte[] chunk = ByteBuffer.allocate(size.length + HALF.length)
                .put(size)
                .put(HALF)
                .array();
        try (WireServer wire = new WireServer(answer("HTTP/1.1 200 OK|Transfer-Encoding: chunked", chunk))) {
            server.at("/", content(CONTENT));

            fetch(settings(wire.mirror()), distfile(server.url("/a")));

            assertFetched();
            assertThat(server.requests().get(0).header("Range")).isEqualTo("bytes=50000-");
        }
    }

    @Test
    void retriesResponseWithoutLengthThatEndsWithConnection() throws Exception {
        try (WireServer wire = new WireServer(
                answer("HTTP/1.0 200 OK", HALF),
                answer("HTTP/1.1 206 Partial|Content-Length: 50000|Content-Range: bytes 50000-99999/100000", REST))) {
            fetch(settings(wire.mirror()), distfile());

            assertFetched();
            assertThat(wire.heads().get(1)).contains("Range: bytes=50000-\n");
            assertThat(recorder.events.get(0))
                    .contains("the connection ended after 50000 bytes, and the server announced no size");
        }
    }

    @Test
    void givesUpResponseWithoutLengthAfterAllAttempts() throws Exception {
        try (WireServer wire = new WireServer(answer("HTTP/1.0 200 OK", HALF))) {
            FetchException e = fails(settings(wire.mirror()), distfile());

            assertThat(reasons(e)).singleElement().asString().endsWith(", 3 times");
            assertThat(recorder.waits).hasSize(2);
        }
    }

    @Test
    void explainsHtmlPageWithoutRetry() throws Exception {
        byte[] page = "\n<!DOCTYPE html><html><body>Please log in</body></html>".getBytes(StandardCharsets.US_ASCII);
        try (WireServer wire = new WireServer(
                answer("HTTP/1.0 200 OK|Content-Type: text/html; charset=utf-8|Content-Encoding: br", page))) {
            FetchException e = fails(settings(wire.mirror()), distfile());

            assertThat(reasons(e))
                    .containsExactly("has different content: expected SHA-256 " + sha256(CONTENT) + ", received "
                            + page.length + " bytes with SHA-256 " + sha256(page)
                            + " (Content-Type: text/html; charset=utf-8; Content-Encoding: br;"
                            + " the server announced no size; it is an HTML page)");
            assertThat(directory()).isEmptyDirectory();
        }
    }
}
