// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.lbpayload.maven.fetch.TestServer.content;
import static org.lbpayload.maven.fetch.TestServer.redirect;
import static org.lbpayload.maven.fetch.TestServer.status;
import static org.lbpayload.maven.fetch.TestServer.whole;
import static org.lbpayload.maven.fetch.WireServer.answer;
import static org.lbpayload.maven.fetch.WireServer.silentAfter;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lbpayload.maven.steps.Distfile;
import org.lbpayload.maven.steps.Location;

class FetcherTest {
    private static final String NAME = "tar-1.12.tar.gz";
    private static final byte[] CONTENT = new byte[100_000];
    private static final byte[] HALF;
    private static final byte[] REST;

    static {
        new Random(4).nextBytes(CONTENT);
        HALF = Arrays.copyOf(CONTENT, 50_000);
        REST = Arrays.copyOfRange(CONTENT, 50_000, 100_000);
    }

    @TempDir
    private Path root;

    private final Recorder recorder = new Recorder();
    private final TestServer server = new TestServer();

    @AfterEach
    void stopServer() {
        server.close();
    }

    private Path folder() {
        return root.resolve("distfiles");
    }

    private Path file() {
        return folder().resolve(NAME);
    }

    private Path part() {
        return folder().resolve(".lbpayload-fetch/parts/" + NAME);
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private static Distfile distfile(String... urls) {
        return distfile(NAME, CONTENT, urls);
    }

    private static Distfile distfile(String name, byte[] content, String... urls) {
        return new Distfile(name, sha256(content), List.of(urls), new Location(Path.of("steps/tar-1.12/sources"), 1));
    }

    private static FetchSettings settings(Mirror... mirrors) {
        return new FetchSettings(
                List.of(mirrors), List.of(), false, 2, 3, Duration.ofSeconds(5), Duration.ofSeconds(20), 1_000_000);
    }

    private static FetchSettings offline(Mirror... mirrors) {
        return new FetchSettings(
                List.of(mirrors), List.of(), true, 2, 3, Duration.ofSeconds(5), Duration.ofSeconds(20), 1_000_000);
    }

    private static FetchSettings impatient(Mirror... mirrors) {
        return new FetchSettings(
                List.of(mirrors), List.of(), false, 1, 2, Duration.ofSeconds(5), Duration.ofMillis(300), 1_000_000);
    }

    private FetchReport fetch(FetchSettings settings, Distfile... distfiles) throws Exception {
        return new Fetcher(settings, recorder, recorder).fetch(List.of(distfiles), folder());
    }

    private FetchException fails(FetchSettings settings, Distfile... distfiles) {
        FetchException e = catchThrowableOfType(FetchException.class, () -> fetch(settings, distfiles));
        assertThat(e).as("the exception").isNotNull();
        assertThat(file()).doesNotExist();
        return e;
    }

    private static List<String> reasons(FetchException e) {
        assertThat(e.failures()).hasSize(1);
        return e.failures().get(0).tried().stream()
                .map(FetchException.Tried::reason)
                .toList();
    }

    private void assertFetched() throws IOException {
        assertThat(file()).hasBinaryContent(CONTENT);
        assertThat(folder().resolve(".lbpayload-fetch")).doesNotExist();
    }

    private void writePart(byte[] content) throws IOException {
        Files.createDirectories(part().getParent());
        Files.write(part(), content);
    }

    // Places and their order

    @Test
    void asksTheMirrorsInOrderAndThenTheUrls() throws Exception {
        server.at("/one/", status(404)).at("/two/", status(403)).at("/url/", content(CONTENT));
        Mirror one = new Mirror(URI.create(server.url("/one")), Optional.empty());
        Mirror two = new Mirror(URI.create(server.url("/two/")), Optional.empty());

        FetchReport report = fetch(settings(one, two), distfile(server.url("/url/elsewhere.tgz")));

        assertFetched();
        assertThat(report.fetched()).containsExactly(NAME);
        assertThat(server.paths()).containsExactly("/one/" + NAME, "/two/" + NAME, "/url/elsewhere.tgz");
        assertThat(recorder.waits).isEmpty();
        assertThat(recorder.events)
                .containsExactly(
                        "gave up " + NAME + " at " + server.url("/one/" + NAME) + ": answered 404: it does not have it",
                        "gave up " + NAME + " at " + server.url("/two/" + NAME) + ": answered 403",
                        "fetched " + NAME + " 100000 " + server.url("/url/elsewhere.tgz"));
    }

    @Test
    void aNameIsEscapedInAMirrorsUrl() throws Exception {
        server.at("/", content(CONTENT));

        fetch(settings(server.mirror()), distfile("a+b c#d?e%f\u00e9;x.tgz", CONTENT));

        assertThat(server.paths()).containsExactly("/a+b%20c%23d%3Fe%25f%C3%A9;x.tgz");
        assertThat(folder().resolve("a+b c#d?e%f\u00e9;x.tgz")).hasBinaryContent(CONTENT);
    }

    @Test
    void aFileMirrorIsCopiedFrom() throws Exception {
        Path mirror = Files.createDirectory(root.resolve("mirror"));
        Files.write(mirror.resolve(NAME), CONTENT);

        fetch(settings(new Mirror(mirror.toUri(), Optional.empty())), distfile());

        assertFetched();
    }

    @Test
    void aFileMirrorThatLacksItOrHasNoFileIsPassedOver() throws Exception {
        Path empty = Files.createDirectory(root.resolve("empty"));
        Path odd = Files.createDirectories(root.resolve("odd").resolve(NAME)).getParent();
        server.at("/", content(CONTENT));

        fetch(
                settings(
                        new Mirror(empty.toUri(), Optional.empty()),
                        new Mirror(odd.toUri(), Optional.empty()),
                        server.mirror()),
                distfile());

        assertFetched();
        assertThat(recorder.events.get(0)).endsWith("there is no such file");
        assertThat(recorder.events.get(1)).endsWith("not a regular file");
    }

    @Test
    void severalDistfilesAreFetchedAtATime() throws Exception {
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
            assertThat(folder().resolve("d" + i + ".tgz")).hasBinaryContent(new byte[] {(byte) i});
        }
    }

    // What is there already

    @Test
    void aRightFileIsNotTouchedAndNobodyIsAsked() throws Exception {
        Files.createDirectories(folder());
        Files.write(file(), CONTENT);
        FileTime longAgo = FileTime.fromMillis(86_400_000L);
        Files.setLastModifiedTime(file(), longAgo);
        server.at("/", content(CONTENT));

        FetchReport report = fetch(settings(server.mirror()), distfile());

        assertThat(report).isEqualTo(new FetchReport(List.of(NAME), List.of()));
        assertThat(server.requests()).isEmpty();
        assertThat(Files.getLastModifiedTime(file())).isEqualTo(longAgo);
        assertThat(folder().resolve(".lbpayload-fetch")).doesNotExist();
    }

    @Test
    void aWrongFileIsNamedAndReplaced() throws Exception {
        Files.createDirectories(folder());
        Files.write(file(), HALF);
        server.at("/", content(CONTENT));

        fetch(settings(server.mirror()), distfile());

        assertFetched();
        assertThat(recorder.events.get(0)).isEqualTo("wrong " + NAME);
    }

    @Test
    void aWrongFileStaysWhereNoPlaceHasTheRightOne() throws Exception {
        Files.createDirectories(folder());
        Files.write(file(), HALF);
        server.at("/", status(404));

        assertThatThrownBy(() -> fetch(settings(server.mirror()), distfile())).isInstanceOf(FetchException.class);

        assertThat(file()).hasBinaryContent(HALF);
    }

    @Test
    void aFolderInTheWayIsAFailureThatNamesIt() throws Exception {
        Files.createDirectories(file());
        server.at("/", content(CONTENT));

        assertThatThrownBy(() -> fetch(settings(server.mirror()), distfile()))
                .isInstanceOf(FetchException.class)
                .hasMessageContaining(file() + ": expected a regular file");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void aNameThatTransfersNeedIsRefused() {
        assertThatThrownBy(() -> fetch(settings(), distfile(".lbpayload-fetch", CONTENT)))
                .isInstanceOf(FetchException.class)
                .hasMessageContaining("steps/tar-1.12/sources:1");
        assertThat(folder()).doesNotExist();
    }

    // What can pass and what cannot

    @Test
    void whatCanPassIsTriedAgainAfterLongerAndLongerWaits() throws Exception {
        server.at("/", status(503), status(429), content(CONTENT));

        fetch(settings(server.mirror()), distfile());

        assertFetched();
        assertThat(recorder.waits).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2));
    }

    @Test
    void aServerMaySayHowLongToWaitButNotForHours() throws Exception {
        server.at("/", status(503, "Retry-After", "7"), status(503, "Retry-After", "86400"), content(CONTENT));

        fetch(settings(server.mirror()), distfile());

        assertThat(recorder.waits).containsExactly(Duration.ofSeconds(7), Duration.ofMinutes(1));
    }

    @Test
    void aPlaceThatFailsAgainAndAgainIsGivenUpForTheNext() throws Exception {
        server.at("/" + NAME, status(500)).at("/url", content(CONTENT));

        fetch(settings(server.mirror()), distfile(server.url("/url")));

        assertFetched();
        assertThat(server.paths()).containsExactly("/" + NAME, "/" + NAME, "/" + NAME, "/url");
        assertThat(recorder.events).anyMatch(event -> event.endsWith("answered 500, 3 times"));
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 407, 410, 204, 304, 416})
    void whatCannotPassIsAskedOnce(int status) {
        server.at("/", exchange -> exchange.sendResponseHeaders(status, -1));

        FetchException e = fails(settings(server.mirror()), distfile());

        assertThat(server.requests()).hasSize(1);
        assertThat(reasons(e)).singleElement().asString().contains("answered " + status);
    }

    @Test
    void aRefusedConnectionIsNotTriedAgain() {
        int port = server.port();
        server.close();

        FetchException e =
                fails(settings(), distfile("http://127.0.0.1:" + port + "/a", "http://127.0.0.1:" + port + "/b"));

        assertThat(reasons(e)).hasSize(2).allMatch(reason -> reason.startsWith("no connection"));
        assertThat(recorder.waits).isEmpty();
    }

    @Test
    void wrongBytesNeverStayAndTheNextPlaceIsAsked() throws Exception {
        byte[] wrong = CONTENT.clone();
        wrong[77]++;
        server.at("/" + NAME, content(wrong)).at("/url", content(CONTENT));

        fetch(settings(server.mirror()), distfile(server.url("/url")));

        assertFetched();
        assertThat(server.paths()).containsExactly("/" + NAME, "/url");
        assertThat(recorder.events.get(0))
                .contains("expected the SHA-256 " + sha256(CONTENT) + ", found " + sha256(wrong) + " (100000 bytes)");
    }

    @Test
    void wrongBytesEverywhereLeaveNothingBehind() throws Exception {
        server.at("/", content(HALF));

        fails(settings(server.mirror()), distfile());

        assertThat(folder()).isEmptyDirectory();
    }

    // Transfers that break

    @Test
    void aConnectionCutInTheMiddleIsGoneOnWith() throws Exception {
        try (WireServer wire = new WireServer(
                answer("HTTP/1.1 200 OK|Content-Length: 100000", HALF),
                answer("HTTP/1.1 206 Partial|Content-Length: 50000|Content-Range: bytes 50000-99999/100000", REST))) {
            fetch(settings(wire.mirror()), distfile());

            assertFetched();
            assertThat(wire.heads()).hasSize(2);
            assertThat(wire.heads().get(0)).doesNotContain("Range:");
            assertThat(wire.heads().get(1)).contains("Range: bytes=50000-\n");
        }
    }

    @Test
    void aPartOfAnEarlierRunIsGoneOnWith() throws Exception {
        writePart(HALF);
        server.at("/", content(CONTENT));

        fetch(settings(server.mirror()), distfile());

        assertFetched();
        assertThat(server.requests().get(0).header("Range")).isEqualTo("bytes=50000-");
        assertThat(server.requests()).hasSize(1);
        assertThat(recorder.progress).startsWith(50_000L).endsWith(100_000L);
    }

    @Test
    void aPartOfAnEarlierRunThatIsWholeNeedsNoNetwork() throws Exception {
        writePart(CONTENT);

        fetch(offline(), distfile());

        assertFetched();
    }

    @Test
    void aPartIsKeptForTheNextRunWhereNoPlaceCompletesIt() throws Exception {
        try (WireServer wire = new WireServer(
                answer("HTTP/1.1 200 OK|Content-Length: 100000", HALF),
                answer("HTTP/1.1 404 Gone|Content-Length: 0", new byte[0]))) {
            fails(settings(wire.mirror()), distfile());
        }

        assertThat(part()).hasBinaryContent(HALF);
        assertThat(folder().resolve(".lbpayload-fetch/lock")).doesNotExist();
    }

    @Test
    void aServerThatIgnoresRangesStartsThePartOver() throws Exception {
        writePart(HALF);
        server.at("/", whole(CONTENT));

        fetch(settings(server.mirror()), distfile());

        assertFetched();
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void aPartOfSomethingElseIsFetchedAnewFromTheSamePlace() throws Exception {
        byte[] other = HALF.clone();
        other[0]++;
        writePart(other);
        server.at("/", content(CONTENT));

        fetch(settings(server.mirror()), distfile());

        assertFetched();
        assertThat(server.requests())
                .extracting(request -> request.header("Range"))
                .containsExactly("bytes=50000-", null);
        assertThat(recorder.events).containsExactly("fetched " + NAME + " 100000 " + server.url("/" + NAME));
    }

    @Test
    void aPartThatIsLongerThanTheFileIsFetchedAnew() throws Exception {
        writePart(Arrays.copyOf(CONTENT, 100_001));
        server.at("/", content(CONTENT));

        fetch(settings(server.mirror()), distfile());

        assertFetched();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "|Content-Range: bytes 49999-99999/100000",
                "|Content-Range: bytes 0-49999/100000",
                "|Content-Range: rubbish",
                "|Content-Range: bytes 99999999999999999999-0/1",
                "",
            })
    void aRangeOtherThanAskedForIsNotBelieved(String contentRange) throws Exception {
        writePart(HALF);
        try (WireServer wire = new WireServer(
                answer("HTTP/1.1 206 Partial|Content-Length: 50000" + contentRange, HALF),
                answer("HTTP/1.1 200 OK|Content-Length: 100000", CONTENT))) {
            fetch(settings(wire.mirror()), distfile());

            assertFetched();
            assertThat(wire.heads().get(1)).doesNotContain("Range:");
        }
    }

    @Test
    void aRangeNobodyAskedForIsNotBelieved() throws Exception {
        try (WireServer wire = new WireServer(
                answer("HTTP/1.1 206 Partial|Content-Length: 50000|Content-Range: bytes 50000-99999/100000", REST))) {
            FetchException e = fails(settings(wire.mirror()), distfile());

            assertThat(reasons(e)).containsExactly("answered with a range of the file though the whole was asked for");
        }
    }

    @Test
    void anAnswerThatStallsIsBrokenOffAndGoneOnWith() throws Exception {
        try (WireServer first = new WireServer(silentAfter("HTTP/1.1 200 OK|Content-Length: 100000", HALF))) {
            server.at("/", content(CONTENT));

            fetch(impatient(first.mirror()), distfile(server.url("/a")));

            assertFetched();
            assertThat(recorder.events.get(0)).contains("sent nothing for 300 ms");
            assertThat(server.requests().get(0).header("Range")).isEqualTo("bytes=50000-");
        }
    }

    @Test
    void aServerThatNeverAnswersIsGivenUp() throws Exception {
        try (WireServer wire = new WireServer(silentAfter("", new byte[0]))) {
            FetchException e = fails(impatient(wire.mirror()), distfile());

            assertThat(reasons(e)).singleElement().asString().contains("sent nothing for 300 ms, 2 times");
        }
    }

    // Lies

    @Test
    void aLengthThatIsTooShortIsFoundOutByTheChecksum() throws Exception {
        try (WireServer wire = new WireServer(answer("HTTP/1.1 200 OK|Content-Length: 99999", CONTENT))) {
            FetchException e = fails(settings(wire.mirror()), distfile());

            assertThat(reasons(e))
                    .singleElement()
                    .asString()
                    .contains("has another file")
                    .contains("(99999 bytes)");
        }
    }

    @Test
    void aLengthThatIsTooLongIsACutConnection() throws Exception {
        try (WireServer wire = new WireServer(answer("HTTP/1.1 200 OK|Content-Length: 100001", CONTENT))) {
            server.at("/", content(CONTENT));

            fetch(settings(wire.mirror()), distfile(server.url("/a")));

            assertFetched();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-5", "abc", "99999999999999999999999"})
    void aLengthThatIsNoNumberIsAFailureOfThePlaceAlone(String length) throws Exception {
        try (WireServer wire = new WireServer(answer("HTTP/1.1 200 OK|Content-Length: " + length, CONTENT))) {
            server.at("/", content(CONTENT));

            fetch(settings(wire.mirror()), distfile(server.url("/a")));

            assertFetched();
        }
    }

    @Test
    void anAnswerThatIsNoHttpIsAFailureOfThePlaceAlone() throws Exception {
        try (WireServer wire = new WireServer(answer("\u0007SSH-2.0-OpenSSH\u001b[31m", CONTENT))) {
            server.at("/", content(CONTENT));

            fetch(settings(wire.mirror()), distfile(server.url("/a")));

            assertFetched();
            assertThat(recorder.events).noneMatch(event -> event.contains("\u001b") || event.contains("\u0007"));
        }
    }

    @Test
    void anAnswerThatClaimsTooMuchIsNotEvenBegun() throws Exception {
        try (WireServer wire = new WireServer(answer("HTTP/1.1 200 OK|Content-Length: 9223372036854775807", CONTENT))) {
            FetchException e = fails(settings(wire.mirror()), distfile());

            assertThat(reasons(e)).containsExactly("larger than 1000000 bytes, the most that is believed");
            assertThat(folder()).isEmptyDirectory();
        }
    }

    @Test
    void anAnswerWithoutEndIsBrokenOff() throws Exception {
        try (WireServer wire = new WireServer(out -> {
            answer("HTTP/1.1 200 OK|Connection: close", new byte[0]).to(out);
            while (true) {
                out.write(CONTENT);
            }
        })) {
            server.at("/", content(CONTENT));

            fetch(settings(wire.mirror()), distfile(server.url("/a")));

            assertFetched();
            assertThat(recorder.events.get(0)).endsWith("larger than 1000000 bytes, the most that is believed");
            assertThat(server.requests().get(0).header("Range")).isNull();
        }
    }

    // Redirects

    @Test
    void redirectsAreFollowed() throws Exception {
        server.at("/" + NAME, redirect("b"))
                .at("/b", redirect(server.url("/c?key=1#x")))
                .at("/c", content(CONTENT));

        fetch(settings(server.mirror()), distfile());

        assertFetched();
        assertThat(server.paths()).containsExactly("/" + NAME, "/b", "/c?key=1");
    }

    @Test
    void aRedirectLoopEnds() {
        server.at("/", redirect("/again"));

        FetchException e = fails(settings(server.mirror()), distfile());

        assertThat(reasons(e)).containsExactly("redirects more than 10 times");
        assertThat(server.requests()).hasSize(11);
    }

    @ParameterizedTest
    @ValueSource(strings = {"file:///etc/passwd", "ftp://127.0.0.1/a", "http://", "http:///a", "::", "mailto:a@b"})
    void aRedirectToSomethingElseIsNotFollowed(String location) {
        server.at("/", redirect(location));

        FetchException e = fails(settings(server.mirror()), distfile());

        assertThat(reasons(e)).singleElement().asString().startsWith("redirects to ");
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void aRedirectToNowhereIsAFailure() {
        server.at("/", status(302));

        assertThat(reasons(fails(settings(server.mirror()), distfile())))
                .containsExactly("redirects without saying where to");
    }

    // Credentials

    private static final String SECRET = "s3cret";
    private static final String BASIC = new Credentials("user", SECRET).basic();

    @Test
    void credentialsGoToTheirMirror() throws Exception {
        server.at("/", exchange -> {
            boolean known = BASIC.equals(exchange.getRequestHeaders().getFirst("Authorization"));
            (known ? content(CONTENT) : status(401)).handle(exchange);
        });

        fetch(
                settings(new Mirror(URI.create(server.url("/")), Optional.of(new Credentials("user", SECRET)))),
                distfile());

        assertFetched();
    }

    @Test
    void credentialsInAUrlAreUsedAndNotPrinted() throws Exception {
        server.at("/", status(404));
        String url = server.url("/a?token=" + SECRET).replace("http://", "http://user:" + SECRET + "@");

        FetchException e =
                fails(settings(new Mirror(URI.create(url.replaceAll("\\?.*", "")), Optional.empty())), distfile(url));

        assertThat(server.requests()).hasSize(2).allMatch(request -> BASIC.equals(request.header("Authorization")));
        assertThat(e.getMessage() + recorder.events)
                .contains("http://127.0.0.1:")
                .doesNotContain(SECRET);
    }

    @Test
    void aUrlThatIsNoneIsPrintedWithoutItsCredentials() {
        FetchException e = fails(settings(), distfile("http://user:" + SECRET + "@exa mple.org/a|b"));

        assertThat(e).hasMessageContaining("http://exa mple.org/a|b: not a URL").hasMessageNotContaining(SECRET);
    }

    @Test
    void credentialsDoNotFollowARedirectToAnotherOrigin() throws Exception {
        try (TestServer other = new TestServer()) {
            other.at("/", content(CONTENT));
            server.at("/" + NAME, redirect("/same")).at("/same", redirect(other.url("/other")));

            fetch(
                    settings(new Mirror(URI.create(server.url("/")), Optional.of(new Credentials("user", SECRET)))),
                    distfile());

            assertFetched();
            assertThat(server.requests()).hasSize(2).allMatch(request -> BASIC.equals(request.header("Authorization")));
            assertThat(other.requests()).singleElement().matches(request -> request.header("Authorization") == null);
        }
    }

    @Test
    void credentialsOfAServersMakingAreNotSent() throws Exception {
        server.at("/" + NAME, redirect(server.url("/b").replace("http://", "http://x:y@")))
                .at("/b", content(CONTENT));

        fetch(settings(server.mirror()), distfile());

        assertFetched();
        assertThat(server.requests()).allMatch(request -> request.header("Authorization") == null);
    }

    // Proxies

    private static FetchSettings through(Proxy proxy) {
        return new FetchSettings(
                List.of(), List.of(proxy), false, 1, 1, Duration.ofSeconds(5), Duration.ofSeconds(20), 1_000_000);
    }

    @Test
    void aProxyIsAskedWithItsOwnCredentials() throws Exception {
        server.at("/", content(CONTENT));
        Proxy proxy = new Proxy("http", "127.0.0.1", server.port(), "", Optional.of(new Credentials("user", SECRET)));

        fetch(through(proxy), distfile("http://distfiles.invalid/a"));

        assertFetched();
        assertThat(server.requests()).singleElement().satisfies(request -> {
            assertThat(request.path()).isEqualTo("http://distfiles.invalid/a");
            assertThat(request.header("Proxy-Authorization")).isEqualTo(BASIC);
            assertThat(request.header("Authorization")).isNull();
        });
    }

    @Test
    void hostsThatNeedNoProxyAreAskedDirectlyAndNeverSeeItsCredentials() throws Exception {
        server.at("/", content(CONTENT));
        Proxy proxy = new Proxy(
                "http", "proxy.invalid", 3128, "*.example.org|127.*", Optional.of(new Credentials("user", SECRET)));

        fetch(through(proxy), distfile(server.url("/a")));

        assertFetched();
        assertThat(server.requests()).singleElement().matches(request -> request.header("Proxy-Authorization") == null);
    }

    @Test
    void aProxyThatWantsCredentialsForATunnelIsExplained() throws Exception {
        try (WireServer wire = new WireServer(
                answer("HTTP/1.1 407 Who are you|Proxy-Authenticate: Basic realm=x|Content-Length: 0", new byte[0]))) {
            Proxy proxy = new Proxy("http", "127.0.0.1", wire.port(), "", Optional.of(new Credentials("user", SECRET)));

            FetchException e = fails(through(proxy), distfile("https://distfiles.invalid/a"));

            assertThat(wire.heads().get(0)).startsWith("CONNECT distfiles.invalid:443 ");
            assertThat(reasons(e)).singleElement().asString().contains("jdk.http.auth.tunneling.disabledSchemes");
        }
    }

    // Offline

    @Test
    void offlineNoServerIsAskedAndFileMirrorsStillAre() throws Exception {
        Path mirror = Files.createDirectory(root.resolve("mirror"));
        Files.write(mirror.resolve(NAME), CONTENT);
        server.at("/", content(CONTENT));

        fetch(offline(server.mirror(), new Mirror(mirror.toUri(), Optional.empty())), distfile());

        assertFetched();
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void offlineItSaysWhatIsMissing() {
        server.at("/", content(CONTENT));

        FetchException e = fails(offline(server.mirror()), distfile(server.url("/a")));

        assertThat(reasons(e)).hasSize(2).allMatch(reason -> reason.equals("not tried, because it is offline"));
        assertThat(server.requests()).isEmpty();
    }

    // Failures

    @Test
    void allFailuresAreToldTogetherWithEveryPlaceAndWhatWorkedStays() throws Exception {
        server.at("/", status(404)).at("/good", content(CONTENT));
        Distfile lost = distfile("lost.tgz", HALF, server.url("/lost"), "ftp://example.org/lost.tgz");
        Distfile nowhere = distfile("nowhere.tgz", REST);

        FetchException e = catchThrowableOfType(
                FetchException.class, () -> fetch(settings(), lost, distfile(server.url("/good")), nowhere));

        assertFetched();
        assertThat(e)
                .hasMessage(folder() + ": 2 of 3 distfiles are missing or wrong and could not be fetched:\n"
                        + "  lost.tgz, SHA-256 " + sha256(HALF) + ", named at steps/tar-1.12/sources:1\n"
                        + "    " + server.url("/lost") + ": answered 404: it does not have it\n"
                        + "    ftp://example.org/lost.tgz: not tried: only http and https URLs are fetched; a mirror may have"
                        + " it\n"
                        + "  nowhere.tgz, SHA-256 " + sha256(REST) + ", named at steps/tar-1.12/sources:1\n"
                        + "    no place: its sources lines have no URL; add a mirror that has it");
        assertThat(e.failures())
                .extracting(failure -> failure.distfile().name())
                .containsExactly("lost.tgz", "nowhere.tgz");
    }

    @Test
    void anUnknownHostIsAskedForOnlyOnce() {
        FetchSettings settings = new FetchSettings(
                List.of(new Mirror(URI.create("http://distfiles.invalid/"), Optional.empty())),
                List.of(),
                false,
                1,
                3,
                Duration.ofSeconds(5),
                Duration.ofSeconds(5),
                1_000_000);

        FetchException e = fails(settings, distfile(), distfile("other.tgz", HALF));

        assertThat(e.failures())
                .extracting(failure -> failure.tried().get(0).reason())
                .containsExactly(
                        "the host name is not known",
                        "not tried, because the host did not answer for another distfile");
    }

    @Test
    void aDistfilesFolderThatIsAFileIsAFailureThatNamesIt() throws Exception {
        Files.writeString(folder(), "x");

        assertThatThrownBy(() -> fetch(settings(), distfile()))
                .isInstanceOf(FetchException.class)
                .hasMessageContaining(folder().toString());
    }

    @Test
    void aSecondRunInTheSameFolderIsRefusedWhileTheFirstIsAtWork() throws Exception {
        Files.createDirectories(folder().resolve(".lbpayload-fetch"));
        server.at("/", content(CONTENT));
        try (FileChannel lock = FileChannel.open(
                folder().resolve(".lbpayload-fetch/lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            assertThat(lock.lock()).isNotNull();

            assertThatThrownBy(() -> fetch(settings(server.mirror()), distfile()))
                    .isInstanceOf(FetchException.class)
                    .hasMessageContaining("another run is fetching into the same folder");
        }

        fetch(settings(server.mirror()), distfile());

        assertFetched();
    }

    @Test
    void aThreadThatIsInterruptedStopsWaitingAndLetsGoOfTheFolder() throws Exception {
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
                            new Fetcher(settings(wire.mirror()), interrupting).fetch(List.of(distfile()), folder()))
                    .isInstanceOf(InterruptedException.class);

            assertThat(file()).doesNotExist();
            assertThat(folder().resolve(".lbpayload-fetch/lock")).doesNotExist();
        }
    }
}
