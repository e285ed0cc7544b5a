// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.lbpayload.format.Layout;

/**
 * Tests of the order of syncs and renames, which strace(1) records. This order determines which files survive a power
 * failure.
 */
@Tag("root")
class DurabilityIT {
    private static final String MARKER = ".payload_imported";

    private static final int LARGE = 2 * 1024 * 1024;

    /** A line of strace: the process id, and either a system call with its arguments or the end of a resumed call. */
    private static final Pattern LINE = Pattern.compile("(\\d+) +(?:<\\.\\.\\. (\\w+) resumed>|(\\w+)\\()(.*)");

    private static final Pattern OPEN_FILE = Pattern.compile("\\d+<(.*?)>.*");
    private static final Pattern TWO_PATHS = Pattern.compile("\"(.*?)\", \"(.*?)\".*");

    private RootFixture fixture;
    private Path image;
    private Path directory;
    private final List<String> events = new ArrayList<>();

    /** Maps the path of each renamed file to the id of the thread that renamed the file. */
    private final Map<String, String> threads = new HashMap<>();

    @BeforeEach
    void setUp() throws Exception {
        fixture = new RootFixture();
        image = fixture.root().resolve("payload.img");
        directory = fixture.root().resolve("dest");
        byte[] large = new byte[LARGE];
        WrittenImage.write(image, Layout.U64, Map.of("a", new byte[] {1}, "b", new byte[0], "c", large, "d", large));
    }

    @AfterEach
    void tearDown() throws Exception {
        fixture.undo();
    }

    @Test
    void syncsContentBeforeNamesAndNamesBeforeMarker() throws Exception {
        importAndRecord();

        assertThat(eventsThatBegin("named ")).hasSize(5);
        for (String name : List.of("a", "b", "c", "d", MARKER)) {
            String named = only(eventsThatEnd(" as " + directory.resolve(name)));
            String temporary = named.substring("named ".length(), named.indexOf(" as "));
            assertThat(events).containsSubsequence("synced " + temporary, named);
            assertThat(events).containsSubsequence(named, "synced " + directory);
            if (!name.equals(MARKER)) {
                assertThat(events).containsSubsequence(named, "synced " + directory, markerNamed());
            }
        }
        assertThat(events).containsSubsequence("synced " + directory.getParent(), markerNamed());
        assertThat(threads.get(directory.resolve("c").toString()))
                .as("large files are committed in parallel")
                .isNotEqualTo(threads.get(directory.resolve("d").toString()));
    }

    @Test
    void syncsExistingFilesBeforeMarker() throws Exception {
        Files.createDirectory(directory);
        Files.write(directory.resolve("c"), new byte[LARGE]);

        importAndRecord();

        assertThat(eventsThatEnd(" as " + directory.resolve("c"))).isEmpty();
        assertThat(events).containsSubsequence("synced " + directory.resolve("c"), markerNamed());
    }

    @Test
    void syncsAncestorsThatAnInterruptedImportMayHaveCreated() throws Exception {
        Path ancestor = Files.createDirectories(fixture.root().resolve("x/y"));
        directory = Files.createDirectory(ancestor.resolve("dest"));

        importAndRecord();

        assertThat(events).containsSubsequence("synced " + ancestor, markerNamed());
        assertThat(events).containsSubsequence("synced " + ancestor.getParent(), markerNamed());
    }

    private String markerNamed() {
        return only(eventsThatEnd(" as " + directory.resolve(MARKER)));
    }

    private static String only(List<String> one) {
        assertThat(one).hasSize(1);
        return one.get(0);
    }

    private List<String> eventsThatBegin(String start) {
        return events.stream().filter(event -> event.startsWith(start)).toList();
    }

    private List<String> eventsThatEnd(String end) {
        return events.stream().filter(event -> event.endsWith(end)).toList();
    }

    /** Runs an import and records its syncs and renames. */
    private void importAndRecord() throws IOException, InterruptedException {
        Path trace = fixture.root().resolve("trace");
        List<String> command = new ArrayList<>(List.of(
                "strace", "-f", "-qq", "-y", "-o", trace.toString(), "-e", "trace=fsync,rename,renameat,renameat2"));
        command.addAll(JarRun.command("32m", "--device", image, directory));
        JarRun run = JarRun.of(command);
        assertThat(run.exitCode()).as(run.err()).isZero();

        Map<String, String> unfinished = new HashMap<>();
        for (String line : Files.readAllLines(trace)) {
            Matcher call = LINE.matcher(line);
            if (!call.matches()) {
                continue; // the line reports a signal or the end of a thread
            }
            boolean begins = call.group(3) != null;
            String rest = begins ? call.group(4) : unfinished.remove(call.group(1));
            if (begins && call.group(3).startsWith("rename")) {
                Matcher paths = TWO_PATHS.matcher(rest);
                assertThat(paths.matches()).as(line).isTrue();
                events.add("named " + paths.group(1) + " as " + paths.group(2));
                threads.put(paths.group(2), call.group(1));
            } else if (begins && rest.endsWith("<unfinished ...>")) {
                unfinished.put(call.group(1), rest);
            } else if (rest != null && line.endsWith("= 0")) {
                Matcher file = OPEN_FILE.matcher(rest);
                assertThat(file.matches()).as(line).isTrue();
                events.add("synced " + file.group(1));
            }
        }
    }
}
