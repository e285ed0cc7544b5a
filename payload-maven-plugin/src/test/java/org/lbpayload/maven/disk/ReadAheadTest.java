// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class ReadAheadTest {
    private static final Supplier<ByteBuffer> BUFFERS = () -> ByteBuffer.allocate(Disk.CHUNK);

    @Test
    void passesAllChunksInOrder() throws Exception {
        long start = 1000;
        long end = start + 2L * Disk.CHUNK + 7;
        List<Long> chunks = new ArrayList<>();

        ReadAhead.transfer(
                (buffer, position, length) ->
                        buffer.clear().putLong(position).position(0).limit(length),
                (buffer, position) -> {
                    assertThat(buffer.clear().getLong(0)).isEqualTo(position);
                    chunks.add(position);
                },
                BUFFERS,
                start,
                end);

        assertThat(chunks).containsExactly(start, start + Disk.CHUNK, start + 2L * Disk.CHUNK);
    }

    @Test
    void readsNextChunkWhileCallerWorks() throws Exception {
        CountDownLatch second = new CountDownLatch(1);

        ReadAhead.transfer(
                (buffer, position, length) -> {
                    if (position > 0) {
                        second.countDown();
                    }
                },
                (buffer, position) -> await(second),
                BUFFERS,
                0,
                2L * Disk.CHUNK);

        assertThat(second.getCount()).isZero();
    }

    @Test
    void failsWithErrorOfSource() {
        IOException failure = new IOException("broken");

        assertThatThrownBy(() -> ReadAhead.transfer(
                        (buffer, position, length) -> {
                            throw failure;
                        },
                        (buffer, position) -> {},
                        BUFFERS,
                        0,
                        1))
                .isSameAs(failure);
    }

    @Test
    void readsNothingOfEmptyRange() throws Exception {
        ReadAhead.transfer(
                (buffer, position, length) -> {
                    throw new IOException("read");
                },
                (buffer, position) -> {
                    throw new IOException("called");
                },
                BUFFERS,
                5,
                5);
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}
