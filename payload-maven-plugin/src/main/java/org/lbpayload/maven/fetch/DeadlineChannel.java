// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.fetch;

import java.io.Closeable;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.channels.UnsupportedAddressTypeException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A TCP connection whose operations end at a deadline or when the thread is interrupted. The read timeout of a
 * {@link java.net.Socket} restarts with each byte, so a server could send single bytes forever. Writing to a socket has
 * no timeout at all.
 */
final class DeadlineChannel implements Closeable {
    private final SocketChannel channel;
    private final Selector selector;
    private final SelectionKey key;
    private long deadline;

    /**
     * Connects to a host without using the proxies of the Java virtual machine.
     *
     * @throws SocketTimeoutException if the host does not answer before the timeout
     * @throws UnknownHostException if the host name is unknown
     * @throws ConnectException if the host refuses the connection or cannot be reached
     */
    DeadlineChannel(String host, int port, Duration timeout) throws IOException {
        setDeadline(timeout);
        InetSocketAddress address = resolve(host, port);
        selector = Selector.open();
        try {
            channel = SocketChannel.open();
        } catch (IOException e) {
            selector.close();
            throw e;
        }
        channel.configureBlocking(false);
        key = channel.register(selector, 0);
        boolean complete = false;
        try {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            connect(address);
            complete = true;
        } finally {
            if (!complete) {
                close();
            }
        }
    }

    /** Resolves the host name in another thread, because Java cannot interrupt the request to the name server. */
    private InetSocketAddress resolve(String host, int port) throws IOException {
        FutureTask<InetSocketAddress> request = new FutureTask<>(() -> new InetSocketAddress(host, port));
        Thread thread = new Thread(request, "lbpayload-resolver");
        thread.setDaemon(true);
        thread.start();
        try {
            InetSocketAddress address = request.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (address.isUnresolved()) {
                throw new UnknownHostException(host);
            }
            return address;
        } catch (TimeoutException e) {
            throw new SocketTimeoutException();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClosedByInterruptException();
        }
    }

    private void connect(InetSocketAddress address) throws IOException {
        try {
            boolean connected = channel.connect(address);
            while (!connected) {
                await(SelectionKey.OP_CONNECT);
                connected = channel.finishConnect();
            }
        } catch (ConnectException | NoRouteToHostException e) {
            throw e;
        } catch (SocketException e) { // for example "Network is unreachable"
            throw failure(e.getMessage(), e);
        } catch (UnsupportedAddressTypeException e) {
            throw failure("this machine does not support IPv6", e);
        }
    }

    private static ConnectException failure(String reason, Exception cause) {
        ConnectException failure = new ConnectException(reason);
        failure.initCause(cause);
        return failure;
    }

    /**
     * Sets the deadline for all later operations. An operation that exceeds the deadline throws
     * {@link SocketTimeoutException}.
     */
    void setDeadline(Duration time) {
        deadline = System.nanoTime() + time.toNanos();
    }

    /** Waits for bytes and returns the number of bytes read, or -1 if the peer has closed the connection. */
    int read(ByteBuffer buffer) throws IOException {
        checkInterrupt();
        int bytes = channel.read(buffer);
        while (bytes == 0) {
            await(SelectionKey.OP_READ);
            bytes = channel.read(buffer);
        }
        return bytes;
    }

    void write(ByteBuffer buffer) throws IOException {
        checkInterrupt();
        while (buffer.hasRemaining()) {
            if (channel.write(buffer) == 0) {
                await(SelectionKey.OP_WRITE);
            }
        }
    }

    /** Returns whether the connection is open and has no unread bytes. */
    boolean isSilent() {
        try {
            return channel.read(ByteBuffer.allocate(1)) == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private void await(int operation) throws IOException {
        key.interestOps(operation);
        long millis;
        do {
            checkInterrupt();
            millis = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (millis <= 0) {
                throw new SocketTimeoutException();
            }
        } while (selector.select(ready -> {}, millis) == 0);
    }

    private static void checkInterrupt() throws ClosedByInterruptException {
        if (Thread.currentThread().isInterrupted()) {
            throw new ClosedByInterruptException();
        }
    }

    /** Closes the connection. Failures are ignored, because they cannot affect received data. */
    @Override
    public void close() {
        try (selector) {
            channel.close();
        } catch (IOException e) {
            // The operating system releases the connection even if closing fails.
        }
    }
}
