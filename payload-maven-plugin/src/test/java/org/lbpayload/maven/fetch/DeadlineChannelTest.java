// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tests that connect a channel to a peer on the loopback interface. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DeadlineChannelTest {
    /** The size of a message that does not fit into the socket buffers of the client and the peer. */
    private static final int LARGE = 64 << 20;

    private ServerSocket listening;
    private DeadlineChannel channel;
    private Socket peer;

    @BeforeEach
    void connect() throws IOException {
        listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        channel = new DeadlineChannel("127.0.0.1", listening.getLocalPort(), Duration.ofSeconds(20));
        peer = listening.accept();
    }

    @AfterEach
    void close() throws IOException {
        channel.close();
        peer.close();
        listening.close();
    }

    @Test
    void readsAvailableBytes() throws Exception {
        channel.setDeadline(Duration.ofSeconds(20));
        peer.getOutputStream().write(new byte[] {1, 2, 3});

        ByteBuffer buffer = ByteBuffer.allocate(10);
        while (buffer.position() < 3) {
            channel.read(buffer);
        }

        assertThat(buffer.array()).startsWith(1, 2, 3);
    }

    @Test
    void reportsEnd() throws Exception {
        channel.setDeadline(Duration.ofSeconds(20));
        peer.close();

        assertThat(channel.read(ByteBuffer.allocate(1))).isEqualTo(-1);
        assertThat(channel.isSilent()).isFalse();
    }

    @Test
    void endsReadAtDeadline() {
        channel.setDeadline(Duration.ofMillis(100));

        assertThatThrownBy(() -> channel.read(ByteBuffer.allocate(1))).isInstanceOf(SocketTimeoutException.class);
    }

    @Test
    void endsWriteAtDeadline() {
        channel.setDeadline(Duration.ofMillis(100));

        assertThatThrownBy(() -> channel.write(ByteBuffer.allocate(LARGE))).isInstanceOf(SocketTimeoutException.class);
    }

    @Test
    void endsWriteWhenInterrupted() {
        channel.setDeadline(Duration.ofHours(1));
        Thread writing = Thread.currentThread();
        Thread interrupting = new Thread(() -> {
            try {
                peer.getInputStream().read();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            writing.interrupt();
        });
        interrupting.start();

        assertThatThrownBy(() -> channel.write(ByteBuffer.allocate(LARGE)))
                .isInstanceOf(ClosedByInterruptException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void isSilentUntilPeerSends() throws Exception {
        boolean wasSilent = channel.isSilent();
        peer.getOutputStream().write(1);
        while (channel.isSilent()) {
            Thread.onSpinWait(); // until the byte arrives
        }

        assertThat(wasSilent).isTrue();
    }

    @Test
    void refusesWhenNobodyListens() throws Exception {
        int port = listening.getLocalPort();
        listening.close();

        assertThatThrownBy(() -> new DeadlineChannel("127.0.0.1", port, Duration.ofSeconds(20)))
                .isInstanceOf(ConnectException.class);
    }

    @Test
    void refusesIpv6AddressWithoutListenerOrIpv6() {
        assertThatThrownBy(() -> new DeadlineChannel("[::1]", 1, Duration.ofSeconds(20)))
                .isInstanceOf(ConnectException.class);
    }

    /** When the backlog of the peer is full, the kernel answers no further connection attempts. */
    @Test
    void endsConnectAtDeadline() {
        List<DeadlineChannel> accepted = new ArrayList<>();
        try {
            assertThatThrownBy(() -> {
                        while (accepted.size() < 10) {
                            accepted.add(
                                    new DeadlineChannel("127.0.0.1", listening.getLocalPort(), Duration.ofMillis(200)));
                        }
                    })
                    .isInstanceOf(SocketTimeoutException.class);
        } finally {
            accepted.forEach(DeadlineChannel::close);
        }
    }
}
