// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lbpayload.format.Layout;
import org.lbpayload.format.PayloadId;

/** Test that kills the jar at random moments during imports, and then completes the imports. */
class CrashIT {
    private static final int KILLS = Integer.getInteger("crash.kills", 200);

    /**
     * The jar completes every ninth import. The interval is odd, so that the jar completes imports into a new directory
     * and imports over an older payload.
     */
    private static final int JAR_INTERVAL = 9;

    private static final String HEAP = "32m";
    private static final String RESERVED_PREFIX = ".payload_import";
    private static final String MARKER = RESERVED_PREFIX + "ed";

    private final Random random = new Random(20261122);

    @TempDir(factory = InMemory.class)
    Path root;

    private Path directory;
    private Written older;
    private Written small;
    private Written large;

    /** The payload that the current attempt imports. */
    private Written payload;

    private int complete;
    private int partial;
    private int untouched;

    /** A payload image, its files and its payload id. */
    private record Written(Path image, Map<String, byte[]> files, PayloadId id) {}

    @BeforeEach
    void setUp() throws IOException {
        directory = root.resolve("dest");
        older = write("older.img", Layout.U32, files());
        Map<String, byte[]> files = files();
        files.put("same in both", older.files().get("same in both"));
        small = write("small.img", Layout.U64, files);
        Map<String, byte[]> more = new TreeMap<>(files);
        more.put("large", bytes(9 << 20)); // copied in several parts
        large = write("large.img", Layout.U64, more);
    }

    private Written write(String name, Layout layout, Map<String, byte[]> files) throws IOException {
        Path image = root.resolve(name);
        return new Written(image, files, WrittenImage.write(image, layout, files));
    }

    private Map<String, byte[]> files() {
        Map<String, byte[]> files = new TreeMap<>();
        for (int i = 0; i < 80; i++) {
            files.put("file-" + i, bytes(random.nextInt(16 * 1024)));
        }
        files.put("empty", new byte[0]);
        files.put("same in both", bytes(100_000));
        return files;
    }

    private byte[] bytes(int size) {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        return bytes;
    }

    @Test
    void completesKilledImport() throws Exception {
        // A third of the imports are killed after a random time, usually before the first file is complete.
        // The other imports are killed after a random number of reported files.
        long nanos = 0;
        for (int i = 0; i < 3; i++) {
            prepare(i);
            nanos = run(0, Long.MAX_VALUE).nanos();
        }
        int kills = 0;
        for (int attempt = 0; kills < KILLS; attempt++) {
            assertThat(attempt).as("attempts to kill an import before it ends").isLessThan(3 * KILLS);
            prepare(attempt);
            boolean byTime = attempt % 3 == 0;
            int files = byTime ? 0 : random.nextInt(payload.files().size());
            long wait = byTime ? (long) (nanos * random.nextDouble()) : random.nextInt(1_000_000);
            if (run(files, wait).exitCode() == JarRun.KILLED) {
                kills++;
            } else if (byTime) {
                nanos -= nanos / 20; // the import ended before the kill
            }
            checkFilesAreComplete();
            if (attempt % 4 == 2) { // imports the older payload before the current payload
                runAgain(older);
                checkAllFilesArePresent(older);
            }
            if (attempt % JAR_INTERVAL == 0) {
                runJarTwice();
            } else {
                runAgain(payload);
            }
            checkAllFilesArePresent(payload);
        }
        System.out.println("killed " + kills + " imports: " + untouched + " before the first file, " + partial
                + " between files, " + complete + " after the last file");
        assertThat(partial).as("imports killed between two files").isGreaterThan(KILLS / 3);
    }

    /** Deletes the directory. For every second attempt, creates the directory again with the older payload. */
    private void prepare(int attempt) throws IOException {
        payload = attempt % 8 < 2 ? large : small;
        delete(directory);
        if (attempt % 2 == 0) {
            Files.createDirectories(directory);
            for (Map.Entry<String, byte[]> file : older.files().entrySet()) {
                Files.write(directory.resolve(file.getKey()), file.getValue());
            }
            Files.writeString(directory.resolve(MARKER), older.id() + "\n");
        }
    }

    /** The exit code of an import, and the time between its first line of output and its end. */
    private record Ended(int exitCode, long nanos) {}

    /** Runs the jar, and kills it {@code nanos} nanoseconds after it has reported {@code files} files. */
    private Ended run(int files, long nanos) throws Exception {
        Process process = new ProcessBuilder(JarRun.command(HEAP, "--device", payload.image(), directory))
                .redirectErrorStream(true)
                .start();
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            assertThat(lines.readLine()).contains("reading " + payload.files().size() + " files");
            for (int i = 0; i < files; i++) {
                lines.readLine();
            }
            long start = System.nanoTime();
            process.waitFor(nanos, TimeUnit.NANOSECONDS);
            process.destroyForcibly();
            int exitCode = process.waitFor();
            assertThat(exitCode).isIn(0, JarRun.KILLED);
            return new Ended(exitCode, System.nanoTime() - start);
        }
    }

    /** Runs an import in the JVM of the test, which is faster than starting the jar. */
    private void runAgain(Written wanted) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
        String[] words = {"--device", wanted.image().toString(), directory.toString()};
        int exitCode = Main.run(words, InputStream.nullInputStream(), print, print, null, Map.of());
        assertThat(exitCode).as(out.toString(StandardCharsets.UTF_8)).isZero();
    }

    private void runJarTwice() throws Exception {
        JarRun second = JarRun.of(HEAP, "--device", payload.image(), directory);
        assertThat(second.exitCode()).as(second.err()).isZero();
        JarRun third = JarRun.of(HEAP, "--device", payload.image(), directory);
        assertThat(third)
                .isEqualTo(new JarRun(
                        0,
                        "payload-import: nothing to do for " + directory
                                + ": this payload was imported earlier and all its files are present\n",
                        ""));
    }

    /** Checks that each file has its complete old or new content, and that the marker matches the files. */
    private void checkFilesAreComplete() throws IOException {
        int done = 0;
        for (Map.Entry<String, byte[]> file : payload.files().entrySet()) {
            Path path = directory.resolve(file.getKey());
            if (Files.exists(path)) {
                byte[] found = Files.readAllBytes(path);
                boolean isNew = Arrays.equals(found, file.getValue());
                boolean isOld = Arrays.equals(found, older.files().get(file.getKey()));
                assertThat(isNew || isOld).as("%s is complete", path).isTrue();
                done += isNew && !isOld ? 1 : 0;
            }
        }
        Path marker = directory.resolve(MARKER);
        int expected = payload.files().size() - 2; // two files are the same in both payloads
        if (Files.exists(marker)) {
            String text = Files.readString(marker);
            assertThat(text).isIn(older.id() + "\n", payload.id() + "\n");
            checkFiles(text.equals(older.id() + "\n") ? older : payload);
        }
        untouched += done == 0 ? 1 : 0;
        partial += done > 0 && done < expected ? 1 : 0;
        complete += done == expected ? 1 : 0;
    }

    private void checkFiles(Written wanted) {
        for (Map.Entry<String, byte[]> file : wanted.files().entrySet()) {
            assertThat(directory.resolve(file.getKey())).hasBinaryContent(file.getValue());
        }
    }

    private void checkAllFilesArePresent(Written wanted) throws IOException {
        checkFiles(wanted);
        assertThat(directory.resolve(MARKER)).content(StandardCharsets.UTF_8).isEqualTo(wanted.id() + "\n");
        try (Stream<Path> children = Files.list(directory)) {
            assertThat(children.map(path -> path.getFileName().toString())
                            .filter(name -> name.startsWith(RESERVED_PREFIX) && !name.equals(MARKER)))
                    .as("leftovers")
                    .isEmpty();
        }
    }

    private static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> children = Files.list(directory)) {
            for (Path child : children.toList()) {
                Files.delete(child);
            }
        }
        Files.delete(directory);
    }
}
