// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lbpayload.maven.fetch.WireServer.answer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests of downloads over TLS, including a path that {@link java.net.URI} rejects. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class EncryptedServerTest extends FetchTestCase {
    private static SSLContext certificate;
    private static SSLContext otherHost;

    private SSLContext defaultContext;

    @BeforeAll
    static void createCertificates(@TempDir Path directory) throws Exception {
        certificate = TestCertificate.context(directory, "127.0.0.1");
        otherHost = TestCertificate.context(directory, "192.0.2.1");
    }

    @BeforeEach
    void trustCertificate() throws Exception {
        defaultContext = SSLContext.getDefault();
        SSLContext.setDefault(certificate);
    }

    @AfterEach
    void restoreTrust() {
        SSLContext.setDefault(defaultContext);
    }

    @ParameterizedTest
    @CsvSource({
        "/a, /a",
        "/a[1]^{2}|3, /a%5B1%5D%5E%7B2%7D%7C3",
        "/100%?a=[1]^{2}|3%, /100%25?a=[1]%5E%7B2%7D%7C3%25",
    })
    void downloadsFromTrustedServer(String path, String sent) throws Exception {
        try (WireServer https =
                WireServer.of("https", certificate, answer("HTTP/1.1 200 OK|Content-Length: 100000", CONTENT))) {
            fetch(settings(), distfile(https.url(path)));

            assertFetched();
            assertThat(https.heads()).singleElement().asString().startsWith("GET " + sent + " HTTP/1.1\n");
        }
    }

    @Test
    void refusesUntrustedServerWithoutRetry() throws Exception {
        SSLContext.setDefault(defaultContext);
        try (WireServer https = WireServer.of("https", certificate, answer("HTTP/1.1 200 OK", CONTENT))) {
            FetchException e = fails(settings(), distfile(https.url("/a")));

            assertThat(reasons(e)).singleElement().asString().startsWith("no trusted connection");
            assertThat(recorder.waits).isEmpty();
        }
    }

    @Test
    void refusesCertificateOfOtherHost() throws Exception {
        SSLContext.setDefault(otherHost);
        try (WireServer https = WireServer.of("https", otherHost, answer("HTTP/1.1 200 OK", CONTENT))) {
            FetchException e = fails(settings(), distfile(https.url("/a")));

            assertThat(reasons(e)).singleElement().asString().startsWith("no trusted connection");
            assertThat(recorder.waits).isEmpty();
        }
    }

    @Test
    void givesUpServerThatNeverCompletesHandshake() throws Exception {
        try (WireServer silent = new WireServer(out -> Thread.currentThread().join())) {
            FetchException e = fails(impatient(), distfile(silent.url("/a").replace("http:", "https:")));

            assertThat(reasons(e)).containsExactly("no connection to 127.0.0.1 within 1000 ms, 2 times");
        }
    }

    /** When the backlog of the server is full, the kernel answers no further connection attempts. */
    @Test
    void recognisesUnreachableHostIfStallTimeoutIsShorterThanConnectTimeout() throws Exception {
        Duration stall = Duration.ofMillis(100);
        FetchSettings settings =
                new FetchSettings(List.of(), List.of(), false, 1, 1, Duration.ofMillis(500), stall, 1_000_000);
        List<SocketChannel> accepted = new ArrayList<>();
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            for (int i = 0; i < 10; i++) {
                SocketChannel connection = SocketChannel.open();
                accepted.add(connection);
                connection.configureBlocking(false);
                connection.connect(full.getLocalSocketAddress());
            }

            FetchException e = fails(settings, distfile("https://127.0.0.1:" + full.getLocalPort() + "/a"));

            assertThat(reasons(e)).containsExactly("no connection to 127.0.0.1 within 500 ms");
        } finally {
            for (SocketChannel connection : accepted) {
                connection.close();
            }
        }
    }

    @Test
    void downloadsThroughTunnelOfProxy() throws Exception {
        try (WireServer https =
                        WireServer.of("https", certificate, answer("HTTP/1.1 200 OK|Content-Length: 100000", CONTENT));
                ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread tunnel = new Thread(() -> serveTunnel(listening, https.port()));
            tunnel.start();
            Proxy proxy = new Proxy("http", "127.0.0.1", listening.getLocalPort(), "", Optional.empty());

            fetch(through(proxy), distfile(https.url("/a")));
            tunnel.join();

            assertFetched();
            assertThat(https.heads()).singleElement().asString().startsWith("GET /a HTTP/1.1\n");
        }
    }

    /** Acts as a proxy: accepts one CONNECT request and connects the client to a server on this machine. */
    private static void serveTunnel(ServerSocket listening, int port) {
        try (Socket client = listening.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), port)) {
            for (int end = 0; end < 4; ) { // the request ends with an empty line
                end = "\r\n\r\n".charAt(end) == client.getInputStream().read() ? end + 1 : 0;
            }
            client.getOutputStream().write("HTTP/1.1 200 Connected\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            new Thread(() -> copy(client, server)).start();
            copy(server, client);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void copy(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            // The client or the server closed the connection.
            return;
        }
    }

    @Test
    void reportsHostNameThatIsNotValid() {
        FetchException e = fails(settings(), distfile("https://dist_files.invalid/a"));

        assertThat(reasons(e)).containsExactly("the host name dist_files.invalid is not valid in an https URL");
    }

    @Test
    void offersHttp2() throws Exception {
        List<String> offered = new CopyOnWriteArrayList<>();
        try (SSLServerSocket listening = (SSLServerSocket)
                otherHost.getServerSocketFactory().createServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread handshake = new Thread(() -> {
                try (SSLSocket socket = (SSLSocket) listening.accept()) {
                    socket.setHandshakeApplicationProtocolSelector((any, protocols) -> {
                        offered.addAll(protocols);
                        return "";
                    });
                    socket.startHandshake();
                } catch (IOException e) {
                    // The client rejects the certificate.
                    return;
                }
            });
            handshake.start();

            fails(settings(), distfile("https://127.0.0.1:" + listening.getLocalPort() + "/a"));
            handshake.join();
        }

        assertThat(offered).contains("h2");
    }
}
