// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.bench.micro;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.lbpayload.format.PayloadImage;
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

/** What an image costs by the number of its entries. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ImageBenchmark {
    @Param({"312", "200000"})
    public int entries;

    private TemporaryImage image;

    @Setup
    public void makeImage() throws IOException {
        image = new TemporaryImage(entries);
    }

    @TearDown
    public void removeImage() throws IOException {
        image.close();
    }

    /** Formats and writes the checksum section, payload id included. */
    @Benchmark
    public void writeSection() throws IOException {
        image.writeSection();
    }

    /** Reads and validates index and section, payload id included. */
    @Benchmark
    public PayloadImage readIndexAndSection() throws IOException {
        return PayloadImage.read(image.channel(), 0);
    }
}
