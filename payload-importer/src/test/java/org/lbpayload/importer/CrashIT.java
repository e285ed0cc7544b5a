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

/** The finished jar, killed at random instants of an import and run again. */
class CrashIT {
    private static final int KILLS = Integer.getInteger("crash.kills", 200);

    /** Every so often the jar itself goes on where it was killed: an odd number, so in folders of both kinds. */
    private static final int BY_THE_JAR = 9;

    private static final String HEAP = "32m";
    private static final String OURS = ".payload_import";
    private static final String MARKER = OURS + "ed";

    private final Random random = new Random(20261122);

    @TempDir(factory = InMemory.class)
    Path root;

    private Path folder;
    private Written older;
    private Written small;
    private Written large;

    /** What is imported. */
    private Written payload;

    private int complete;
    private int partial;
    private int untouched;

    /** An image and what is in it. */
    private record Written(Path image, Map<String, byte[]> files, PayloadId id) {}

    @BeforeEach
    void setUp() throws IOException {
        folder = root.resolve("dest");
        older = write("older.img", Layout.U32, files());
        Map<String, byte[]> files = files();
        files.put("same in both", older.files().get("same in both"));
        small = write("small.img", Layout.U64, files);
        Map<String, byte[]> more = new TreeMap<>(files);
        more.put("large", bytes(9 << 20)); // copied in parts
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
    void finishesWhatAKilledImportBegan() throws Exception {
        // Every third instant is taken from the time that an import takes here and now, most of which goes by before
        // the
        // first file; the first runs overestimate it. The others are taken from the files that it has told of.
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
                nanos -= nanos / 20; // it was over before
            }
            checkNothingIsHalf();
            if (attempt % 4 == 2) { // the older payload was there, and is wanted back
                runAgain(older);
                checkAllIsThere(older);
            }
            if (attempt % BY_THE_JAR == 0) {
                runTheJarTwiceMore();
            } else {
                runAgain(payload);
            }
            checkAllIsThere(payload);
        }
        System.out.println("killed " + kills + " of these imports: before the first file " + untouched + ", between "
                + partial + ", after the last " + complete);
        assertThat(partial).as("kills in the middle").isGreaterThan(KILLS / 3);
    }

    /** Every other time the folder holds another payload, some of whose files have names of the new one's. */
    private void prepare(int attempt) throws IOException {
        payload = attempt % 8 < 2 ? large : small;
        delete(folder);
        if (attempt % 2 == 0) {
            Files.createDirectories(folder);
            for (Map.Entry<String, byte[]> file : older.files().entrySet()) {
                Files.write(folder.resolve(file.getKey()), file.getValue());
            }
            Files.writeString(folder.resolve(MARKER), older.id() + "\n");
        }
    }

    /** How an import ended, and the time it took from the first line it printed. */
    private record Ended(int exitCode, long nanos) {}

    /** Runs the import and kills it so long after the line that says that it begins and those of so many files. */
    private Ended run(int files, long nanos) throws Exception {
        Process process = new ProcessBuilder(JarRun.command(HEAP, "--device", payload.image(), folder))
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

    /** In this Java machine: what counts is what the killed one has left. */
    private void runAgain(Written wanted) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
        String[] words = {"--device", wanted.image().toString(), folder.toString()};
        int exitCode = Main.run(words, InputStream.nullInputStream(), print, print, null, Map.of());
        assertThat(exitCode).as(out.toString(StandardCharsets.UTF_8)).isZero();
    }

    private void runTheJarTwiceMore() throws Exception {
        JarRun second = JarRun.of(HEAP, "--device", payload.image(), folder);
        assertThat(second.exitCode()).as(second.err()).isZero();
        JarRun third = JarRun.of(HEAP, "--device", payload.image(), folder);
        assertThat(third)
                .isEqualTo(new JarRun(
                        0,
                        "payload-import: nothing to do for " + folder
                                + ": this payload was imported earlier and all its files are present\n",
                        ""));
    }

    /** A name is that of a whole file, old or new, at any instant; a marker names what is there. */
    private void checkNothingIsHalf() throws IOException {
        int done = 0;
        for (Map.Entry<String, byte[]> file : payload.files().entrySet()) {
            Path path = folder.resolve(file.getKey());
            if (Files.exists(path)) {
                byte[] found = Files.readAllBytes(path);
                boolean isNew = Arrays.equals(found, file.getValue());
                boolean isOld = Arrays.equals(found, older.files().get(file.getKey()));
                assertThat(isNew || isOld).as("%s is whole", path).isTrue();
                done += isNew && !isOld ? 1 : 0;
            }
        }
        Path marker = folder.resolve(MARKER);
        int expected = payload.files().size() - 2; // "empty" and "same in both" look the same before and after
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
            assertThat(folder.resolve(file.getKey())).hasBinaryContent(file.getValue());
        }
    }

    private void checkAllIsThere(Written wanted) throws IOException {
        checkFiles(wanted);
        assertThat(folder.resolve(MARKER)).content(StandardCharsets.UTF_8).isEqualTo(wanted.id() + "\n");
        try (Stream<Path> children = Files.list(folder)) {
            assertThat(children.map(path -> path.getFileName().toString())
                            .filter(name -> name.startsWith(OURS) && !name.equals(MARKER)))
                    .as("leftovers")
                    .isEmpty();
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> children = Files.list(folder)) {
            for (Path child : children.toList()) {
                Files.delete(child);
            }
        }
        Files.delete(folder);
    }
}
