// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.bench.micro;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;
import org.lbpayload.format.Sha256;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Digests over a file of 64 MiB that is in memory already, read through buffers as the importer and the writer do. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class DigestBenchmark {
    private static final int BYTES = 64 << 20;

    /** Bytes of the buffer. */
    @Param({"65536", "262144"})
    public int buffer;

    private Path file;
    private FileChannel channel;
    private ByteBuffer direct;
    private ByteBuffer heap;

    @Setup
    public void makeFile() throws IOException {
        byte[] content = new byte[BYTES];
        new Random(20261122).nextBytes(content);
        file = Files.createTempFile("lbpayload-bench-micro", ".data");
        Files.write(file, content);
        channel = FileChannel.open(file);
        direct = ByteBuffer.allocateDirect(buffer);
        heap = ByteBuffer.allocate(buffer);
    }

    @TearDown
    public void removeFile() throws IOException {
        channel.close();
        Files.delete(file);
    }

    /** What reading alone takes. */
    @Benchmark
    public long read() throws IOException {
        long bytes = 0;
        while (fill(direct, bytes)) {
            bytes += direct.limit();
        }
        return bytes;
    }

    @Benchmark
    public long crc32() throws IOException {
        CRC32 crc = new CRC32();
        for (long at = 0; fill(direct, at); at += direct.limit()) {
            crc.update(direct);
        }
        return crc.getValue();
    }

    @Benchmark
    public byte[] sha256OfDirectBuffer() throws IOException {
        return sha256(direct);
    }

    @Benchmark
    public byte[] sha256OfHeapBuffer() throws IOException {
        return sha256(heap);
    }

    private byte[] sha256(ByteBuffer bytes) throws IOException {
        MessageDigest digest = Sha256.newDigest();
        for (long at = 0; fill(bytes, at); at += bytes.limit()) {
            digest.update(bytes);
        }
        return digest.digest();
    }

    private boolean fill(ByteBuffer bytes, long at) throws IOException {
        bytes.clear();
        if (channel.read(bytes, at) < 0) {
            return false;
        }
        bytes.flip();
        return true;
    }
}
