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
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How transfers fail, and what is made of it. */
class TransferTest extends FetchTestCase {
    @Test
    void whatCanPassIsTriedAgainAfterLongerAndLongerWaits() throws Exception {
        server.at("/", status(503), status(429), content(CONTENT));

        fetch(settings(server.mirror()), distfile());

        assertFetched();
        assertThat(recorder.waits).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2));
    }

    @Test
    void aServerMaySayHowLongToWaitButNotForHours() throws Exception {
        server.at("/", status(503, "Retry-After", "7"), status(503, "Retry-After", "86400"), content(CONTENT));

        fetch(settings(server.mirror()), distfile());

        assertThat(recorder.waits).containsExactly(Duration.ofSeconds(7), Duration.ofMinutes(1));
    }

    @Test
    void aPlaceThatFailsAgainAndAgainIsGivenUpForTheNext() throws Exception {
        server.at("/" + NAME, status(500)).at("/url", content(CONTENT));

        fetch(settings(server.mirror()), distfile(server.url("/url")));

        assertFetched();
        assertThat(server.paths()).containsExactly("/" + NAME, "/" + NAME, "/" + NAME, "/url");
        assertThat(recorder.events).anyMatch(event -> event.endsWith("answered 500, 3 times"));
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 407, 410, 204, 304, 416})
    void whatCannotPassIsAskedOnce(int status) {
        server.at("/", exchange -> exchange.sendResponseHeaders(status, -1));

        FetchException e = fails(settings(server.mirror()), distfile());

        assertThat(server.requests()).hasSize(1);
        assertThat(reasons(e)).singleElement().asString().contains("answered " + status);
    }

    @Test
    void aRefusedConnectionIsNotTriedAgain() {
        int port = server.port();
        server.close();

        FetchException e =
                fails(settings(), distfile("http://127.0.0.1:" + port + "/a", "http://127.0.0.1:" + port + "/b"));

        assertThat(reasons(e)).hasSize(2).allMatch(reason -> reason.startsWith("no connection"));
        assertThat(recorder.waits).isEmpty();
    }

    @Test
    void wrongBytesNeverStayAndTheNextPlaceIsAsked() throws Exception {
        byte[] wrong = CONTENT.clone();
        wrong[77]++;
        server.at("/" + NAME, content(wrong)).at("/url", content(CONTENT));

        fetch(settings(server.mirror()), distfile(server.url("/url")));

        assertFetched();
        assertThat(server.paths()).containsExactly("/" + NAME, "/url");
        assertThat(recorder.events.get(0))
                .contains("expected the SHA-256 " + sha256(CONTENT) + ", found " + sha256(wrong) + " (100000 bytes)");
    }

    @Test
    void wrongBytesEverywhereLeaveNothingBehind() throws Exception {
        server.at("/", content(HALF));

        fails(settings(server.mirror()), distfile());

        assertThat(folder()).isEmptyDirectory();
    }

    @Test
    void aConnectionCutInTheMiddleIsGoneOnWith() throws Exception {
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
    void aPartOfAnEarlierRunIsGoneOnWith() throws Exception {
        writePart(HALF);
        server.at("/", content(CONTENT));

        fetch(settings(server.mirror()), distfile());

        assertFetched();
        assertThat(server.requests().get(0).header("Range")).isEqualTo("bytes=50000-");
        assertThat(server.requests()).hasSize(1);
        assertThat(recorder.progress).startsWith(50_000L).endsWith(100_000L);
    }

    @Test
    void aPartOfAnEarlierRunThatIsWholeNeedsNoNetwork() throws Exception {
        writePart(CONTENT);

        fetch(offline(), distfile());

        assertFetched();
    }

    @Test
    void aPartIsKeptForTheNextRunWhereNoPlaceCompletesIt() throws Exception {
        try (WireServer wire = new WireServer(
                answer("HTTP/1.1 200 OK|Content-Length: 100000", HALF),
                answer("HTTP/1.1 404 Gone|Content-Length: 0", new byte[0]))) {
            fails(settings(wire.mirror()), distfile());
        }

        assertThat(part()).hasBinaryContent(HALF);
        assertThat(folder().resolve(".lbpayload-fetch/lock")).doesNotExist();
    }

    @Test
    void aServerThatIgnoresRangesStartsThePartOver() throws Exception {
        writePart(HALF);
        server.at("/", whole(CONTENT));

        fetch(settings(server.mirror()), distfile());

        assertFetched();
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void aPartOfSomethingElseIsFetchedAnewFromTheSamePlace() throws Exception {
        byte[] other = HALF.clone();
        other[0]++;
        writePart(other);
        server.at("/", content(CONTENT));

        fetch(settings(server.mirror()), distfile());

        assertFetched();
        assertThat(server.requests())
                .extracting(request -> request.header("Range"))
                .containsExactly("bytes=50000-", null);
        assertThat(recorder.events).containsExactly("fetched " + NAME + " 100000 " + server.url("/" + NAME));
    }

    @Test
    void aPartThatIsLongerThanTheFileIsFetchedAnew() throws Exception {
        writePart(Arrays.copyOf(CONTENT, 100_001));
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
    void aRangeOtherThanAskedForIsNotBelieved(String contentRange) throws Exception {
        writePart(HALF);
        try (WireServer wire = new WireServer(
                answer("HTTP/1.1 206 Partial|Content-Length: 50000" + contentRange, HALF),
                answer("HTTP/1.1 200 OK|Content-Length: 100000", CONTENT))) {
            fetch(settings(wire.mirror()), distfile());

            assertFetched();
            assertThat(wire.heads().get(1)).doesNotContain("Range:");
        }
    }

    @Test
    void aRangeNobodyAskedForIsNotBelieved() throws Exception {
        try (WireServer wire = new WireServer(
                answer("HTTP/1.1 206 Partial|Content-Length: 50000|Content-Range: bytes 50000-99999/100000", REST))) {
            FetchException e = fails(settings(wire.mirror()), distfile());

            assertThat(reasons(e)).containsExactly("answered with a range of the file though the whole was asked for");
        }
    }

    @Test
    void anAnswerThatStallsIsBrokenOffAndGoneOnWith() throws Exception {
        try (WireServer first = new WireServer(silentAfter("HTTP/1.1 200 OK|Content-Length: 100000", HALF))) {
            server.at("/", content(CONTENT));

            fetch(impatient(first.mirror()), distfile(server.url("/a")));

            assertFetched();
            assertThat(recorder.events.get(0)).contains("sent nothing for 1000 ms");
            assertThat(server.requests().get(0).header("Range")).isEqualTo("bytes=50000-");
        }
    }

    @Test
    void aServerThatNeverAnswersIsGivenUp() throws Exception {
        try (WireServer wire = new WireServer(silentAfter("", new byte[0]))) {
            FetchException e = fails(impatient(wire.mirror()), distfile());

            assertThat(reasons(e)).singleElement().asString().contains("sent nothing for 1000 ms, 2 times");
        }
    }

    @Test
    void aChunkedAnswerThatIsCutIsGoneOnWith() throws Exception {
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
    void anAnswerWithoutALengthThatIsCutIsFoundOutByTheChecksum() throws Exception {
        try (WireServer wire = new WireServer(answer("HTTP/1.0 200 OK", HALF))) {
            FetchException e = fails(settings(wire.mirror()), distfile());

            assertThat(reasons(e))
                    .singleElement()
                    .asString()
                    .contains("has another file")
                    .contains("(50000 bytes)");
        }
    }
}
