// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lbpayload.maven.fetch.TestServer.content;
import static org.lbpayload.maven.fetch.WireServer.answer;
import static org.lbpayload.maven.fetch.WireServer.silentAfter;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests with servers that send wrong headers. */
class LyingServerTest extends FetchTestCase {
    @Test
    void detectsContentLengthThatIsTooSmall() throws Exception {
        try (WireServer wire = new WireServer(answer("HTTP/1.1 200 OK|Content-Length: 99999", CONTENT))) {
            FetchException e = fails(settings(wire.mirror()), distfile());

            assertThat(reasons(e))
                    .singleElement()
                    .asString()
                    .contains("has different content")
                    .contains("received 99999 bytes");
        }
    }

    @Test
    void retriesIfContentLengthIsTooLarge() throws Exception {
        try (WireServer wire = new WireServer(answer("HTTP/1.1 200 OK|Content-Length: 100001", CONTENT))) {
            server.at("/", content(CONTENT));

            fetch(settings(wire.mirror()), distfile(server.url("/a")));

            assertFetched();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-5", "abc", "99999999999999999999999"})
    void asksNextSourceAfterInvalidContentLength(String length) throws Exception {
        try (WireServer wire = new WireServer(answer("HTTP/1.1 200 OK|Content-Length: " + length, CONTENT))) {
            server.at("/", content(CONTENT));

            fetch(settings(wire.mirror()), distfile(server.url("/a")));

            assertFetched();
        }
    }

    @Test
    void asksNextSourceAfterResponseThatIsNotHttp() throws Exception {
        try (WireServer wire = new WireServer(answer("\u0007SSH-2.0-OpenSSH\u001b[31m", CONTENT))) {
            server.at("/", content(CONTENT));

            fetch(settings(wire.mirror()), distfile(server.url("/a")));

            assertFetched();
            assertThat(recorder.events).noneMatch(event -> event.contains("\u001b") || event.contains("\u0007"));
        }
    }

    @Test
    void refusesContentLengthAboveLimit() throws Exception {
        try (WireServer wire =
                new WireServer(silentAfter("HTTP/1.1 200 OK|Content-Length: 9223372036854775807", CONTENT))) {
            FetchException e = fails(settings(wire.mirror()), distfile());

            assertThat(reasons(e))
                    .containsExactly(
                            "larger than 1000000 bytes, the limit for downloads; raise <fetchMaxBytes> if the distfile is that large");
            assertThat(directory()).isEmptyDirectory();
        }
    }

    @Test
    void interruptsResponseWithoutEnd() throws Exception {
        try (WireServer wire = new WireServer(out -> {
            answer("HTTP/1.1 200 OK|Connection: close", new byte[0]).to(out);
            while (true) {
                out.write(CONTENT);
            }
        })) {
            server.at("/", content(CONTENT));

            fetch(settings(wire.mirror()), distfile(server.url("/a")));

            assertFetched();
            assertThat(recorder.events.get(0))
                    .endsWith(
                            "larger than 1000000 bytes, the limit for downloads; raise <fetchMaxBytes> if the distfile is that large");
            assertThat(server.requests().get(0).header("Range")).isNull();
        }
    }
}
