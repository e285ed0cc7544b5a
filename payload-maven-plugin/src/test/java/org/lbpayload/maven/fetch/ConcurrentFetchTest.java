// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.lbpayload.maven.fetch.TestServer.content;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.lbpayload.maven.io.LockFile;

/** Tests with several runs that download into the same directory. */
class ConcurrentFetchTest extends FetchTestCase {
    /** The main class of a process that downloads the distfile and prints some events of the download. */
    public static final class OtherProcess {
        private OtherProcess() {}

        public static void main(String[] arguments) throws Exception {
            Path directory = Path.of(arguments[0]);
            Mirror mirror = Mirror.of(arguments[1], Optional.empty());
            FetchListener printing = new FetchListener() {
                @Override
                public void waiting(Path path) {
                    System.out.println("waiting");
                }

                @Override
                public void asking(String name, String source) {
                    System.out.println("asking");
                }
            };
            try {
                System.out.println(new Fetcher(settings(mirror), printing).fetch(List.of(distfile()), directory));
            } catch (FetchException e) {
                System.exit(1);
            }
        }
    }

    /** The main class of a process that holds a lock file until its standard input ends. */
    public static final class LockHolder {
        private LockHolder() {}

        public static void main(String[] arguments) throws Exception {
            LockFile.<Void, IOException>whileHeld(Path.of(arguments[0]), () -> {}, () -> {
                System.out.println("locked");
                while (System.in.read() >= 0) {
                    continue;
                }
                return null;
            });
        }
    }

    private static Process start(Class<?> main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static BufferedReader output(Process process) {
        return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    @Test
    void waitsForOtherProcessAndLooksAgain() throws Exception {
        Path lock = directory().resolve(".lbpayload-fetch/lock");
        Process holder = start(LockHolder.class, lock.toString());
        try {
            assertThat(output(holder).readLine()).isEqualTo("locked");
            List<String> events = new ArrayList<>();
            FetchListener completing = new FetchListener() {
                @Override
                public void waiting(Path directory) {
                    events.add("waiting");
                    try {
                        Files.write(file(), CONTENT);
                        holder.getOutputStream().close();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }
            };

            FetchReport report =
                    new Fetcher(settings(server.mirror()), completing).fetch(List.of(distfile()), directory());

            assertThat(events).containsExactly("waiting");
            assertThat(report).isEqualTo(new FetchReport(List.of(NAME), List.of()));
            assertThat(server.requests()).isEmpty();
            assertFetched();
        } finally {
            holder.destroy();
        }
    }

    /** The first process slowly receives wrong content, which must never get the final name of the distfile. */
    @Test
    void publishesOnlyVerifiedContentOfOverlappingProcesses() throws Exception {
        Path mirror = Files.createDirectory(root.resolve("mirror"));
        Files.write(mirror.resolve(NAME), CONTENT);
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        try (WireServer slow = new WireServer(out -> {
            WireServer.answer("HTTP/1.1 200 OK|Content-Length: 100000", HALF).to(out);
            started.countDown();
            ended.await();
            out.write(HALF);
        })) {
            Process first = start(OtherProcess.class, directory().toString(), slow.url("/"));
            assertThat(started.await(60, TimeUnit.SECONDS)).isTrue();
            Process second = start(OtherProcess.class, directory().toString(), mirror.toString());
            BufferedReader output = output(second);

            assertThat(output.readLine()).isEqualTo("waiting");
            assertThat(file()).doesNotExist();
            ended.countDown();

            assertThat(output.readLine()).isEqualTo("asking");
            assertThat(output.readLine()).contains("fetched=[" + NAME + "]");
            assertThat(second.waitFor()).isZero();
            assertThat(first.waitFor()).isNotZero();
            assertFetched();
        }
    }

    @Test
    void overlapsManyTimesInThreads() throws Exception {
        server.at("/", content(CONTENT));
        List<FutureTask<FetchReport>> runs = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            FutureTask<FetchReport> run = new FutureTask<>(() ->
                    new Fetcher(settings(server.mirror()), recorder, recorder).fetch(List.of(distfile()), directory()));
            runs.add(run);
            new Thread(run).start();
        }

        int fetched = 0;
        for (FutureTask<FetchReport> run : runs) {
            fetched += run.get().fetched().size();
        }

        assertThat(fetched).isEqualTo(1);
        assertThat(server.requests()).hasSize(1);
        assertFetched();
    }

    @Test
    void findsFilesOfOtherThreadThroughSymbolicLink() throws Exception {
        Path link = Files.createSymbolicLink(root.resolve("link"), Files.createDirectory(directory()));
        FutureTask<FetchReport> second = new FutureTask<>(
                () -> new Fetcher(settings(server.mirror()), recorder, recorder).fetch(List.of(distfile()), link));
        Thread waiting = new Thread(second);
        server.at("/", exchange -> {
            waiting.start();
            while (waiting.isAlive() && waiting.getState() != Thread.State.BLOCKED) {
                Thread.onSpinWait();
            }
            content(CONTENT).handle(exchange);
        });

        FetchReport first = fetch(settings(server.mirror()), distfile());

        assertThat(first.fetched()).containsExactly(NAME);
        assertThat(second.get()).isEqualTo(new FetchReport(List.of(NAME), List.of()));
        assertThat(server.requests()).hasSize(1);
        assertFetched();
    }

    @Test
    void doesNotFollowSymbolicLinks() throws Exception {
        Path elsewhere = Files.createDirectory(root.resolve("elsewhere"));
        Files.createDirectory(directory());
        Path partials = directory().resolve(".lbpayload-fetch");
        server.at("/", content(CONTENT));

        Files.createSymbolicLink(partials, elsewhere);
        assertRefuses(partials);
        Files.delete(partials);
        Files.createDirectory(partials);
        Files.createSymbolicLink(partials.resolve("parts"), elsewhere);
        assertRefuses(partials.resolve("parts"));
        Files.delete(partials.resolve("parts"));
        Files.createSymbolicLink(partials.resolve("lock"), elsewhere.resolve("lock"));
        assertThatThrownBy(() -> fetch(settings(server.mirror()), distfile()))
                .isInstanceOf(FetchException.class)
                .hasMessageContaining("expected a lock file");

        assertThat(elsewhere).isEmptyDirectory();
        assertThat(server.requests()).isEmpty();
    }

    private void assertRefuses(Path path) {
        assertThatThrownBy(() -> fetch(settings(server.mirror()), distfile()))
                .isInstanceOf(FetchException.class)
                .hasMessageContaining(path + ": expected a directory, found something else; delete it");
    }

    @Test
    void refusesPartialFileThatChangedAfterVerification() throws Exception {
        PartialFile partial = new PartialFile(root.resolve("partial"));
        Files.write(partial.path(), HALF);
        PartialFile.Content verified = partial.read();
        Files.write(partial.path(), CONTENT);

        assertThatThrownBy(() -> partial.publish(file(), verified))
                .hasMessageContaining("another program changed the file");
        assertThat(file()).doesNotExist();
    }
}
