// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.fetch;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;

/** A server on the loopback interface that sends raw responses, one for each connection. */
final class WireServer implements AutoCloseable {
    /** A response to one request. The server closes the connection when {@link #to} returns. */
    interface Answer {
        void to(OutputStream out) throws IOException, InterruptedException;
    }

    private final String scheme;
    private final ServerSocket socket;
    private final Thread thread;
    private final List<String> heads = new CopyOnWriteArrayList<>();

    WireServer(Answer... answers) {
        this("http", ServerSocketFactory.getDefault(), answers);
    }

    private WireServer(String scheme, ServerSocketFactory sockets, Answer... answers) {
        this.scheme = scheme;
        try {
            socket = sockets.createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        thread = new Thread(() -> serve(answers), "wire-server");
        thread.setDaemon(true);
        thread.start();
    }

    /** Starts a server for {@code http} or {@code https} URLs. Only {@code https} servers use the context. */
    static WireServer of(String scheme, SSLContext context, Answer... answers) {
        boolean isEncrypted = scheme.equals("https");
        return new WireServer(
                scheme, isEncrypted ? context.getServerSocketFactory() : ServerSocketFactory.getDefault(), answers);
    }

    /** Returns a response with this head and body. In {@code head}, {@code |} separates the lines. */
    static Answer answer(String head, byte[] body) {
        return out -> {
            out.write((head.replace("|", "\r\n") + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
            out.write(body);
            out.flush();
        };
    }

    /** Returns a response that sends the head and the body, and then keeps the connection open without sending more. */
    static Answer silentAfter(String head, byte[] body) {
        return out -> {
            if (!head.isEmpty()) {
                answer(head, body).to(out);
            }
            new CountDownLatch(1).await();
        };
    }

    private void serve(Answer[] answers) {
        for (int i = 0; ; i++) {
            try (Socket connection = socket.accept()) {
                heads.add(head(connection));
                answers[Math.min(i, answers.length - 1)].to(connection.getOutputStream());
            } catch (SocketException | SSLException e) {
                if (socket.isClosed()) {
                    return;
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private static String head(Socket connection) throws IOException {
        BufferedReader in =
                new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.US_ASCII));
        StringBuilder head = new StringBuilder();
        for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
            head.append(line).append('\n');
        }
        return head.toString();
    }

    /** Returns the request line and the headers of each request. */
    List<String> heads() {
        return heads;
    }

    int port() {
        return socket.getLocalPort();
    }

    String url(String path) {
        return scheme + "://127.0.0.1:" + port() + path;
    }

    Mirror mirror() {
        return Mirror.of(url("/"), Optional.empty());
    }

    @Override
    public void close() throws IOException {
        socket.close();
        thread.interrupt();
    }
}
