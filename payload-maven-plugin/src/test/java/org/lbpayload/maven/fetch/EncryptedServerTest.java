// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;

class EncryptedServerTest extends FetchTestCase {
    private static final char[] PASSWORD = "password".toCharArray();

    @Test
    void refusesUntrustedServerWithoutRetry() throws Exception {
        HttpsServer https = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        https.setHttpsConfigurator(new HttpsConfigurator(selfSigned()));
        https.createContext("/", exchange -> TestServer.content(CONTENT).handle(exchange));
        https.start();
        try {
            FetchException e = fails(
                    settings(),
                    distfile("https://127.0.0.1:" + https.getAddress().getPort() + "/a"));

            assertThat(reasons(e)).singleElement().asString().startsWith("no trusted connection");
            assertThat(recorder.waits).isEmpty();
        } finally {
            https.stop(0);
        }
    }

    @Test
    void offersHttp2() throws Exception {
        List<String> offered = new CopyOnWriteArrayList<>();
        try (SSLServerSocket listening = (SSLServerSocket)
                selfSigned().getServerSocketFactory().createServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
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

    /** Returns a context with a new self-signed certificate. */
    private SSLContext selfSigned() throws Exception {
        Path store = root.resolve("keys.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keystore",
                        store.toString(),
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        new String(PASSWORD),
                        "-keyalg",
                        "EC",
                        "-alias",
                        "server",
                        "-dname",
                        "CN=127.0.0.1")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(keytool.waitFor()).as("exit code of keytool").isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD);
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }
}
