// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.lbpayload.maven.fetch.TestServer.content;
import static org.lbpayload.maven.fetch.TestServer.redirect;
import static org.lbpayload.maven.fetch.TestServer.status;
import static org.lbpayload.maven.fetch.WireServer.answer;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lbpayload.maven.steps.Distfile;

class FetcherTest extends FetchTestCase {
    @Test
    void asksMirrorsInOrderThenUrls() throws Exception {
        server.at("/one/", status(404)).at("/two/", status(403)).at("/url/", content(CONTENT));
        Mirror one = Mirror.of(server.url("/one"), Optional.empty());
        Mirror two = Mirror.of(server.url("/two/"), Optional.empty());

        FetchReport report = fetch(settings(one, two), distfile(server.url("/url/elsewhere.tgz")));

        assertFetched();
        assertThat(report.fetched()).containsExactly(NAME);
        assertThat(server.paths()).containsExactly("/one/" + NAME, "/two/" + NAME, "/url/elsewhere.tgz");
        assertThat(recorder.waits).isEmpty();
        assertThat(recorder.events)
                .containsExactly(
                        "gave up " + NAME + " at " + server.url("/one/" + NAME)
                                + ": answered 404: the server does not have the distfile",
                        "gave up " + NAME + " at " + server.url("/two/" + NAME) + ": answered 403",
                        "fetched " + NAME + " 100000 " + server.url("/url/elsewhere.tgz"));
    }

    @Test
    void encodesNameInUrlOfMirror() throws Exception {
        server.at("/", content(CONTENT));

        fetch(settings(server.mirror()), distfile("a+b c#d?e%f\u00e9;x.tgz", CONTENT));

        assertThat(server.paths()).containsExactly("/a+b%20c%23d%3Fe%25f%C3%A9;x.tgz");
        assertThat(directory().resolve("a+b c#d?e%f\u00e9;x.tgz")).hasBinaryContent(CONTENT);
    }

    @Test
    void acceptsUrlWithoutPathOrWithNonAsciiLetters() throws Exception {
        server.at("/", status(404), content(CONTENT));

        fetch(settings(), distfile(server.url(""), server.url("/d\u00e9")));

        assertFetched();
        assertThat(server.paths()).containsExactly("/", "/d%C3%A9");
    }

    @Test
    void copiesFromMirrorDirectory() throws Exception {
        Path mirror = Files.createDirectory(root.resolve("mirror"));
        Files.write(mirror.resolve(NAME), CONTENT);

        fetch(settings(Mirror.of(mirror.toString(), Optional.empty())), distfile());

        assertFetched();
    }

    @Test
    void copiesDistfileOfAnySizeFromMirrorDirectory() throws Exception {
        Path mirror = Files.createDirectory(root.resolve("mirror"));
        Files.write(mirror.resolve(NAME), CONTENT);
        FetchSettings settings = new FetchSettings(
                List.of(Mirror.of(mirror.toString(), Optional.empty())),
                List.of(),
                false,
                1,
                1,
                Duration.ofSeconds(5),
                Duration.ofSeconds(5),
                1);

        fetch(settings, distfile());

        assertFetched();
    }

    @Test
    void asksNextMirrorIfDirectoryDoesNotHaveRegularFile() throws Exception {
        Path empty = Files.createDirectory(root.resolve("empty"));
        Path odd = Files.createDirectories(root.resolve("odd").resolve(NAME)).getParent();
        server.at("/", content(CONTENT));

        fetch(
                settings(
                        Mirror.of(empty.toString(), Optional.empty()),
                        Mirror.of(odd.toString(), Optional.empty()),
                        server.mirror()),
                distfile());

        assertFetched();
        assertThat(recorder.events.get(0)).endsWith("no such file");
        assertThat(recorder.events.get(1)).endsWith("not a regular file");
    }

    @Test
    void downloadsManyDistfiles() throws Exception {
        List<Distfile> distfiles = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            byte[] content = {(byte) i};
            server.at("/d" + i + ".tgz", content(content));
            distfiles.add(distfile("d" + i + ".tgz", content));
        }

        FetchReport report = fetch(settings(server.mirror()), distfiles.toArray(Distfile[]::new));

        assertThat(report.fetched())
                .containsExactlyElementsOf(
                        distfiles.stream().map(Distfile::name).toList());
        for (int i = 0; i < 20; i++) {
            assertThat(directory().resolve("d" + i + ".tgz")).hasBinaryContent(new byte[] {(byte) i});
        }
    }

    @Test
    void usesOneConnectionForManyRequests() throws Exception {
        Mirror empty = Mirror.of(server.url("/empty/"), Optional.empty());
        List<Distfile> distfiles = new ArrayList<>();
        server.at("/empty/", status(404));
        for (int i = 0; i < 5; i++) {
            server.at("/d" + i, redirect("/c" + i)).at("/c" + i, content(new byte[] {(byte) i}));
            distfiles.add(distfile("d" + i, new byte[] {(byte) i}));
        }

        fetch(
                settings(false, 1, 1, Duration.ofSeconds(20), empty, server.mirror()),
                distfiles.toArray(Distfile[]::new));

        assertThat(server.requests()).hasSize(15);
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void leavesExistingFileAloneWithoutRequest() throws Exception {
        Files.createDirectories(directory());
        Files.write(file(), CONTENT);
        FileTime longAgo = FileTime.fromMillis(86_400_000L);
        Files.setLastModifiedTime(file(), longAgo);
        server.at("/", content(CONTENT));

        FetchReport report = fetch(settings(server.mirror()), distfile());

        assertThat(report).isEqualTo(new FetchReport(List.of(NAME), List.of()));
        assertThat(server.requests()).isEmpty();
        assertThat(Files.getLastModifiedTime(file())).isEqualTo(longAgo);
        assertThat(directory().resolve(".lbpayload-fetch")).doesNotExist();
    }

    @Test
    void reportsAndReplacesDamagedFile() throws Exception {
        Files.createDirectories(directory());
        Files.write(file(), HALF);
        server.at("/", content(CONTENT));

        fetch(settings(server.mirror()), distfile());

        assertFetched();
        assertThat(recorder.events.get(0)).isEqualTo("damaged " + NAME);
    }

    @Test
    void keepsDamagedFileIfNoSourceHasDistfile() throws Exception {
        Files.createDirectories(directory());
        Files.write(file(), HALF);
        server.at("/", status(404));

        assertThatThrownBy(() -> fetch(settings(server.mirror()), distfile())).isInstanceOf(FetchException.class);

        assertThat(file()).hasBinaryContent(HALF);
    }

    @Test
    void failsIfDirectoryHasNameOfDistfile() throws Exception {
        Files.createDirectories(file());
        server.at("/", content(CONTENT));

        assertThatThrownBy(() -> fetch(settings(server.mirror()), distfile()))
                .isInstanceOf(FetchException.class)
                .hasMessageContaining(file() + ": is not a regular file; delete it");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void refusesReservedName() {
        assertThatThrownBy(() -> fetch(settings(), distfile(".lbpayload-fetch", CONTENT)))
                .isInstanceOf(FetchException.class)
                .hasMessageContaining("steps/tar-1.12/sources:1");
        assertThat(directory()).doesNotExist();
    }

    @Test
    void asksOnlyMirrorDirectoriesWhenOffline() throws Exception {
        Path mirror = Files.createDirectory(root.resolve("mirror"));
        Files.write(mirror.resolve(NAME), CONTENT);
        server.at("/", content(CONTENT));

        fetch(offline(server.mirror(), Mirror.of(mirror.toString(), Optional.empty())), distfile());

        assertFetched();
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void reportsMissingDistfilesWhenOffline() {
        server.at("/", content(CONTENT));

        FetchException e = fails(offline(server.mirror()), distfile(server.url("/a")));

        assertThat(reasons(e)).hasSize(2).allMatch(reason -> reason.equals("not tried, because Maven is offline"));
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void reportsAllFailuresWithEachSourceAndKeepsDownloadedFiles() throws Exception {
        server.at("/", status(404)).at("/good", content(CONTENT));
        Distfile lost = distfile("lost.tgz", HALF, server.url("/lost"), "ftp://example.org/lost.tgz");
        Distfile nowhere = distfile("nowhere.tgz", REST);

        FetchException e = catchThrowableOfType(
                FetchException.class, () -> fetch(settings(), lost, distfile(server.url("/good")), nowhere));

        assertFetched();
        assertThat(e)
                .hasMessage("<distfilesDirectory>: " + directory()
                        + ": 2 of 3 distfiles are missing or damaged and could not be downloaded:\n"
                        + "  lost.tgz, SHA-256 " + sha256(HALF) + ", named at steps/tar-1.12/sources:1\n"
                        + "    " + server.url("/lost") + ": answered 404: the server does not have the distfile\n"
                        + "    ftp://example.org/lost.tgz: not tried: only http and https URLs are supported; add a mirror"
                        + " that has the distfile\n"
                        + "  nowhere.tgz, SHA-256 " + sha256(REST) + ", named at steps/tar-1.12/sources:1\n"
                        + "    no source: the sources file names no URL; add a mirror that has the distfile");
        assertThat(e.failures())
                .extracting(failure -> failure.distfile().name())
                .containsExactly("lost.tgz", "nowhere.tgz");
    }

    @Test
    void retriesUnknownHostOnceAndSkipsItForOtherDistfiles() {
        FetchException e = fails(
                oneAtATime(Mirror.of("http://distfiles.invalid/", Optional.empty())),
                distfile(),
                distfile("other.tgz", HALF));

        assertThat(recorder.waits).containsExactly(Duration.ofSeconds(11));
        assertThat(e.failures())
                .extracting(failure -> failure.tried().get(0).reason())
                .containsExactly(
                        "the host name distfiles.invalid is unknown, 2 times",
                        "not tried again: the host name distfiles.invalid is unknown");
    }

    @Test
    void skipsTargetHostOfRedirectButNotMirror() throws Exception {
        server.at("/" + NAME, redirect("http://distfiles.invalid/a"))
                .at("/again.tgz", redirect("http://distfiles.invalid/b"))
                .at("/other.tgz", content(HALF));

        FetchException e = fails(
                oneAtATime(server.mirror()), distfile(), distfile("again.tgz", REST), distfile("other.tgz", HALF));

        assertThat(directory().resolve("other.tgz")).hasBinaryContent(HALF);
        assertThat(e.failures())
                .extracting(failure -> failure.tried().get(0).reason())
                .containsExactly(
                        "the host name distfiles.invalid is unknown, 2 times",
                        "not tried again: the host name distfiles.invalid is unknown");
        assertThat(server.paths()).containsExactly("/" + NAME, "/" + NAME, "/again.tgz", "/other.tgz");
    }

    private static FetchSettings oneAtATime(Mirror mirror) {
        return settings(false, 1, 3, Duration.ofSeconds(5), mirror);
    }

    @Test
    void failsIfDistfilesDirectoryIsFile() throws Exception {
        Files.writeString(directory(), "x");

        assertThatThrownBy(() -> fetch(settings(), distfile()))
                .isInstanceOf(FetchException.class)
                .hasMessageContaining(directory().toString());
    }

    @Test
    void releasesLockWhenInterrupted() throws Exception {
        try (WireServer wire = new WireServer(out -> {
            answer("HTTP/1.1 200 OK|Content-Length: 100000", HALF).to(out);
            Thread.currentThread().join();
        })) {
            Thread fetching = Thread.currentThread();
            FetchListener interrupting = new FetchListener() {
                @Override
                public void progress(String name, long bytes, long total) {
                    if (bytes > 0) {
                        fetching.interrupt();
                    }
                }
            };

            assertThatThrownBy(() ->
                            new Fetcher(settings(wire.mirror()), interrupting).fetch(List.of(distfile()), directory()))
                    .isInstanceOf(InterruptedException.class);

            assertThat(file()).doesNotExist();
            assertThat(directory().resolve(".lbpayload-fetch/lock")).doesNotExist();
        }
    }
}
