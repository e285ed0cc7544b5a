// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.lbpayload.maven.fetch.TestServer.content;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.lbpayload.maven.steps.Distfile;
import org.lbpayload.maven.steps.Location;

/** The base class of tests with a distfiles directory, a server, and one distfile of 100,000 bytes. */
abstract class FetchTestCase {
    static final String NAME = "tar-1.12.tar.gz";
    static final byte[] CONTENT = new byte[100_000];
    static final byte[] HALF;
    static final byte[] REST;

    static {
        new Random(4).nextBytes(CONTENT);
        HALF = Arrays.copyOf(CONTENT, 50_000);
        REST = Arrays.copyOfRange(CONTENT, 50_000, 100_000);
    }

    @TempDir
    Path root;

    final Recorder recorder = new Recorder();
    final TestServer server = new TestServer();

    @AfterEach
    void stopServer() {
        server.close();
    }

    Path directory() {
        return root.resolve("distfiles");
    }

    Path file() {
        return directory().resolve(NAME);
    }

    Path partial() {
        return directory().resolve(".lbpayload-fetch/parts/" + NAME);
    }

    static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    static Distfile distfile(String... urls) {
        return distfile(NAME, CONTENT, urls);
    }

    static Distfile distfile(String name, byte[] content, String... urls) {
        return new Distfile(name, sha256(content), List.of(urls), new Location(Path.of("steps/tar-1.12/sources"), 1));
    }

    static FetchSettings settings(Mirror... mirrors) {
        return settings(false, 2, 3, Duration.ofSeconds(20), mirrors);
    }

    static FetchSettings offline(Mirror... mirrors) {
        return settings(true, 2, 3, Duration.ofSeconds(20), mirrors);
    }

    static FetchSettings impatient(Mirror... mirrors) {
        Duration timeout = Duration.ofSeconds(1);
        return new FetchSettings(List.of(mirrors), List.of(), false, 1, 2, timeout, timeout, 1_000_000);
    }

    static FetchSettings settings(
            boolean offline, int threads, int attempts, Duration stallTimeout, Mirror... mirrors) {
        return new FetchSettings(
                List.of(mirrors),
                List.of(),
                offline,
                threads,
                attempts,
                Duration.ofSeconds(5),
                stallTimeout,
                1_000_000);
    }

    /** Returns settings with a proxy and without a mirror. */
    static FetchSettings through(Proxy proxy) {
        return new FetchSettings(
                List.of(), List.of(proxy), false, 1, 1, Duration.ofSeconds(5), Duration.ofSeconds(20), 1_000_000);
    }

    FetchReport fetch(FetchSettings settings, Distfile... distfiles) throws Exception {
        return new Fetcher(settings, recorder, recorder).fetch(List.of(distfiles), directory());
    }

    FetchException fails(FetchSettings settings, Distfile... distfiles) {
        FetchException e = catchThrowableOfType(FetchException.class, () -> fetch(settings, distfiles));
        assertThat(e).as("the exception").isNotNull();
        assertThat(file()).doesNotExist();
        return e;
    }

    static List<String> reasons(FetchException e) {
        assertThat(e.failures()).hasSize(1);
        return e.failures().get(0).tried().stream()
                .map(FetchException.Tried::reason)
                .toList();
    }

    void assertFetched() throws IOException {
        assertThat(file()).hasBinaryContent(CONTENT);
        assertThat(directory().resolve(".lbpayload-fetch")).doesNotExist();
    }

    void writePartial(byte[] content) throws IOException {
        Files.createDirectories(partial().getParent());
        Files.write(partial(), content);
    }
}
