// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lbpayload.format.Layout;

/**
 * Tests of the C importer, alone and together with the jar. The property {@code c.importers} is a comma-separated list
 * of the programs to test. Without this property, {@code cc} compiles the source. Without {@code cc}, the tests are
 * skipped.
 */
class CImporterIT {
    private static final Path SOURCE = JarRun.target().resolve("classes/payload-import.c");
    private static final int KILLS = Integer.getInteger("c.kills", 10);

    /** The step between the bits that a test flips, and between the lengths to which a test truncates an image. */
    private static final int STEP = Integer.getInteger("c.step", 61);

    private static final String MARKER = ".payload_imported";
    private static final Random RANDOM = new Random(18);

    private static final String IMPORTERS = "org.lbpayload.importer.CImporterIT#importers";

    private static List<Path> importers = List.of();

    @TempDir(factory = InMemory.class)
    Path temp;

    private Path destination;
    private Path image;
    private TestImage payload;

    @BeforeAll
    static void compile() throws Exception {
        String named = System.getProperty("c.importers", "");
        if (!named.isEmpty()) {
            importers = Arrays.stream(named.split(",")).map(Path::of).toList();
            return;
        }
        assumeTrue(JarRun.ofCommand("sh", "-c", "command -v cc").exitCode() == 0, "no C compiler");
        Path program = JarRun.target().resolve("payload-import");
        JarRun cc = JarRun.ofCommand("cc", "-std=c89", "-O2", "-o", program, SOURCE);
        assertThat(cc.exitCode()).as(cc.err()).isZero();
        importers = List.of(program);
    }

    static List<Path> importers() {
        return importers;
    }

    @BeforeEach
    void setUp() throws IOException {
        destination = temp.resolve("dest");
        payload = TestImage.u64().with("a", "content of a").with("b", "").with("large", bytes(300_000));
        image = payload.write(temp.resolve("image"));
    }

    private static byte[] bytes(int size) {
        byte[] bytes = new byte[size];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    private static JarRun run(Path importer, Object... words) throws Exception {
        return JarRun.ofCommand(
                Stream.concat(Stream.of(importer), Arrays.stream(words)).toArray());
    }

    private JarRun importWith(Path importer, Path source) throws Exception {
        return run(importer, "--device", source, destination);
    }

    private static void assertSucceeds(JarRun run) {
        assertThat(run.exitCode()).as(run.err()).isZero();
    }

    private static void assertFails(JarRun run, String... words) {
        assertThat(run.exitCode()).as(run.err()).isEqualTo(1);
        assertThat(run.err().lines()).as(run.err()).hasSize(1);
        assertThat(run.err()).startsWith("payload-import: ").contains(words);
    }

    private static void assertImported(Path directory, Map<String, byte[]> files, String marker) throws IOException {
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            assertThat(directory.resolve(file.getKey())).hasBinaryContent(file.getValue());
        }
        try (Stream<Path> children = Files.list(directory)) {
            assertThat(children).hasSize(files.size() + 1);
        }
        assertThat(directory.resolve(MARKER)).hasContent(marker);
    }

    private static Object key(Path file) throws IOException {
        return Files.readAttributes(file, "unix:ino,ctime", LinkOption.NOFOLLOW_LINKS);
    }

    @ParameterizedTest
    @MethodSource("importers")
    void importsBothLayoutsWithAndWithoutChecksums(Path importer) throws Exception {
        for (TestImage layout : List.of(TestImage.u32(), TestImage.u64())) {
            layout.with("a", "content of a").with("caf\u00e9", "").with("c", bytes(70_000));
            destination = temp.resolve("with" + layout.word(0).length);
            assertSucceeds(importWith(importer, layout.write(temp.resolve("image"))));
            assertThat(Run.files(destination)).containsOnlyKeys("a", "caf\u00e9", "c");
            assertThat(Run.marker(destination)).isEqualTo(layout.id() + "\n");
            destination = temp.resolve("without" + layout.word(0).length);
            assertSucceeds(importWith(importer, Files.write(temp.resolve("image"), layout.plain())));
            assertThat(Run.files(destination)).containsOnlyKeys("a", "caf\u00e9", "c");
            assertThat(Run.marker(destination)).isEqualTo("without-checksums\n");
        }
    }

    @ParameterizedTest
    @MethodSource("importers")
    void importsImagesWithoutEntries(Path importer) throws Exception {
        for (TestImage layout : List.of(TestImage.u32(), TestImage.u64())) {
            destination = temp.resolve("empty" + layout.word(0).length);
            assertSucceeds(importWith(importer, layout.write(temp.resolve("image"))));
            assertThat(Run.marker(destination)).isEqualTo(layout.id() + "\n");
        }
    }

    @ParameterizedTest
    @MethodSource("importers")
    void acceptsImagesPaddedTo512Bytes(Path importer) throws Exception {
        byte[] bytes = TestImage.two().bytes();
        assertSucceeds(importWith(importer, Files.write(image, Arrays.copyOf(bytes, 1024))));
        assertThat(Run.files(destination)).isEqualTo(Map.of("a", "content of a", "b", ""));
    }

    @ParameterizedTest
    @MethodSource("importers")
    void importsOnlyPinnedPayload(Path importer) throws Exception {
        String other = "0".repeat(64);
        assertFails(
                run(importer, "--id", other, "--device", image, destination),
                image + ": expected payload " + other + ", found payload " + payload.id());
        assertThat(destination).doesNotExist();
        assertFails(
                run(importer, "--id", other, "--id", payload.id(), "--device", image, destination),
                "no disk contains payload " + other);
        assertThat(destination).doesNotExist();
        assertSucceeds(run(importer, "--id", payload.id(), "--device", image, destination));
        Files.write(image, payload.plain());
        assertFails(run(importer, "--require-checksums", "--device", image, destination), "found none");
    }

    @ParameterizedTest
    @MethodSource("importers")
    void keepsCompleteFilesAndReplacesOthers(Path importer) throws Exception {
        assertSucceeds(importWith(importer, image));
        Object before = key(destination.resolve("large"));
        Files.delete(destination.resolve("b"));
        Files.writeString(destination.resolve("a"), "content of b");
        assertThat(importWith(importer, image).out())
                .contains("done: 2 files (12 bytes) copied to " + destination + ", 1 already present");
        assertThat(key(destination.resolve("large"))).isEqualTo(before);
        byte[] damaged = Files.readAllBytes(destination.resolve("large"));
        damaged[damaged.length - 1] ^= 1;
        Files.write(destination.resolve("large"), damaged);
        assertSucceeds(importWith(importer, image));
        assertThat(Run.files(destination)).containsEntry("a", "content of a").containsEntry("b", "");
        assertThat(destination.resolve("large")).hasBinaryContent(large());
    }

    /** Returns the content of the last entry, whose name is "large". */
    private byte[] large() {
        byte[] plain = payload.plain();
        return Arrays.copyOfRange(plain, plain.length - 300_000, plain.length);
    }

    @ParameterizedTest
    @MethodSource("importers")
    void recognizesImportOfJarAndViceVersa(Path importer) throws Exception {
        assertThat(Run.of("--device", image, destination).exitCode()).isZero();
        Object before = key(destination.resolve("large"));
        assertThat(importWith(importer, image).out()).contains("done: 0 files (0 bytes) copied");
        assertThat(key(destination.resolve("large"))).isEqualTo(before);
        assertThat(Run.of("--device", image, destination).out()).contains("nothing to do for " + destination);
        destination = temp.resolve("other");
        assertSucceeds(importWith(importer, image));
        assertThat(Run.of("--device", image, destination).out()).contains("nothing to do for " + destination);
    }

    @ParameterizedTest
    @MethodSource("importers")
    void doesNothingIfMarkerIsEmpty(Path importer) throws Exception {
        Files.createFile(Files.createDirectory(destination).resolve(MARKER));
        assertThat(importWith(importer, image).out()).contains("nothing to do for " + destination);
        assertThat(Run.files(destination)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("importers")
    void failsWhileOtherImporterIsRunning(Path importer) throws Exception {
        Path lock = Files.createDirectory(destination).resolve(".payload_import.lock");
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                FileLock held = channel.lock()) {
            assertThat(held.isValid()).isTrue();
            assertFails(importWith(importer, image), "another importer is importing to " + destination);
            assertThat(Run.files(destination)).containsOnlyKeys(".payload_import.lock");
        }
        assertSucceeds(importWith(importer, image));
        assertThat(Run.files(destination)).containsOnlyKeys("a", "b", "large");
    }

    @ParameterizedTest
    @MethodSource("importers")
    void replacesLinksAndNeverFollowsThem(Path importer) throws Exception {
        Files.createDirectory(destination);
        Path outside = temp.resolve("outside");
        for (String name : List.of("a", ".payload_import.tmp.1", ".payload_import.lock", MARKER)) {
            Files.createSymbolicLink(destination.resolve(name), outside);
        }
        assertSucceeds(importWith(importer, image));
        assertThat(outside).doesNotExist();
        assertThat(Run.files(destination)).containsEntry("a", "content of a").doesNotContainKey(".payload_import.lock");
    }

    @ParameterizedTest
    @MethodSource("importers")
    void refusesDirectoryWithNameOfEntry(Path importer) throws Exception {
        Files.createDirectories(destination.resolve("b"));
        assertFails(importWith(importer, image), destination + "/b is a directory");
        assertThat(Run.files(destination)).isEqualTo(Map.of("b", "(no file)"));
    }

    @ParameterizedTest
    @MethodSource("importers")
    void importsSeveralImagesUnlessTheirFilesConflict(Path importer) throws Exception {
        TestImage same = TestImage.u32().with("a", "content of a").with("z", "1");
        Path second = same.write(temp.resolve("second"));
        assertSucceeds(run(importer, "--device", image, "--device", second, destination));
        assertThat(Run.files(destination)).containsOnlyKeys("a", "b", "large", "z");
        assertThat(Run.marker(destination)).isEqualTo(payload.id() + "\n" + same.id() + "\n");
        Path third = TestImage.u64().with("b", "x").write(temp.resolve("third"));
        Path empty = temp.resolve("empty");
        assertFails(
                run(importer, "--device", image, "--device", third, empty),
                image + " and " + third + " both contain b, with different content");
        assertThat(empty).doesNotExist();
    }

    @ParameterizedTest
    @MethodSource("importers")
    void refusesEveryFlippedBit(Path importer) throws Exception {
        for (TestImage layout : List.of(TestImage.u32(), TestImage.u64())) {
            byte[] bytes = layout.with("a", "hi").with("b", "content of b").bytes();
            for (int bit = 0; bit < 1024 * 8; bit += STEP) {
                bytes[bit / 8] ^= (byte) (1 << bit % 8);
                Files.write(image, bytes);
                Process run = new ProcessBuilder(
                                importer.toString(), "--device", image.toString(), destination.toString())
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
                assertThat(run.waitFor())
                        .as("exit code with bit %s flipped", bit)
                        .isEqualTo(1);
                assertThat(destination).as("bit %s", bit).doesNotExist();
                bytes[bit / 8] ^= (byte) (1 << bit % 8);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("importers")
    void refusesTruncatedImages(Path importer) throws Exception {
        TestImage layout = TestImage.u64().with("a", "hi").with("b", "content of b");
        byte[] bytes = layout.bytes();
        int end = new String(bytes, UTF_8).indexOf(layout.id()) + 65;
        for (int length = 0; length < end; length += STEP) {
            JarRun run = importWith(importer, Files.write(image, Arrays.copyOf(bytes, length)));
            boolean isPlain = length >= layout.plain().length && length < 512 + 10;
            assertThat(run.exitCode()).as("%s bytes: %s", length, run.err()).isEqualTo(isPlain ? 0 : 1);
            if (isPlain) {
                InMemory.delete(destination);
            } else if (length > 512) {
                assertThat(run.err()).contains("found the end of the image");
            }
            assertThat(destination).as("%s bytes", length).doesNotExist();
        }
    }

    @ParameterizedTest
    @MethodSource("importers")
    void completesKilledImportWithEitherImporter(Path importer) throws Exception {
        Map<String, byte[]> files = new TreeMap<>();
        for (int i = 0; i < 60; i++) {
            files.put("file-" + i, bytes(RANDOM.nextInt(200_000)));
        }
        Path many = temp.resolve("many");
        String id = WrittenImage.write(many, Layout.U64, files).toString();
        long nanos = 0;
        int kills = 0;
        for (int attempt = 0; kills < KILLS && attempt < 20 * KILLS; attempt++) {
            long start = System.nanoTime();
            Process process = new ProcessBuilder(importer.toString(), "--quiet", "--device", many.toString(), "dest")
                    .directory(temp.toFile())
                    .start();
            process.waitFor((long) (nanos * RANDOM.nextDouble()) + 1, TimeUnit.NANOSECONDS);
            if (attempt > 0) {
                process.destroyForcibly();
            }
            kills += process.waitFor() == JarRun.KILLED ? 1 : 0;
            nanos = attempt == 0 ? System.nanoTime() - start : nanos;
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                Path path = destination.resolve(file.getKey());
                assertThat(!Files.exists(path) || Arrays.equals(Files.readAllBytes(path), file.getValue()))
                        .as("%s is complete", path)
                        .isTrue();
            }
            if (attempt % 2 == 0) {
                Run run = Run.of("--device", many, destination);
                assertThat(run.exitCode()).as(run.err()).isZero();
            } else {
                assertSucceeds(importWith(importer, many));
            }
            assertImported(destination, files, id + "\n");
            InMemory.delete(destination);
        }
        assertThat(kills).isEqualTo(KILLS);
    }

    @ParameterizedTest
    @MethodSource("importers")
    void completesImportOfKilledJar(Path importer) throws Exception {
        Files.createDirectory(destination);
        Files.writeString(destination.resolve("a"), "content of a");
        Files.writeString(destination.resolve(".payload_import.tmp.0"), "cont");
        Files.writeString(destination.resolve(".payload_import.tmp.7"), "");
        Files.createFile(destination.resolve(".payload_import.lock"));
        Object before = key(destination.resolve("a"));
        assertThat(importWith(importer, image).out()).contains("done: 2 files");
        assertThat(key(destination.resolve("a"))).isEqualTo(before);
        assertThat(Run.files(destination)).containsOnlyKeys("a", "b", "large");
    }

    @ParameterizedTest
    @MethodSource("importers")
    void rejectsInvalidCommandLines(Path importer) throws Exception {
        Map<List<String>, String> calls = new LinkedHashMap<>();
        calls.put(List.of(), "DEST is missing");
        calls.put(List.of("x", "y"), "expected one DEST, also found y");
        calls.put(List.of("--scan"), "unknown option --scan");
        calls.put(List.of("x", "--device"), "--device ");
        calls.put(List.of("x", "--id", "0"), "--id ");
        calls.put(List.of("x", "--wait", "-1"), "--wait ");
        calls.put(List.of("--probe", "x", "y"), "--probe ");
        calls.put(List.of("--probe", "x", "--id", payload.id()), "--probe ");
        calls.put(List.of("--require-checksums", "--probe", "x"), "--probe ");
        calls.put(List.of("--wait", "1", "--probe", "x"), "--probe ");
        for (Map.Entry<List<String>, String> call : calls.entrySet()) {
            JarRun run = run(importer, call.getKey().toArray());
            assertThat(run.exitCode()).as("%s: %s", call.getKey(), run.err()).isEqualTo(64);
            assertThat(run.err()).startsWith("payload-import: ").contains(call.getValue(), "usage: payload-import");
        }
        assertThat(run(importer, "--help").out()).startsWith("usage: payload-import");
        assertThat(run(importer, "--version").out()).startsWith("payload-import ");
    }

    @ParameterizedTest
    @MethodSource("importers")
    void probesMagic(Path importer) throws Exception {
        assertThat(run(importer, "--quiet", "--probe", image).exitCode()).isZero();
        assertThat(run(importer, "--probe", Files.writeString(temp.resolve("x"), "LBPAYLD2"))
                        .exitCode())
                .isEqualTo(1);
        assertFails(run(importer, "--probe", temp.resolve("missing")), "no such file or directory");
        assertFails(run(importer, "--device", "/dev/null", destination), "/dev/null: ");
    }

    /** The printed names fill the pipe, so the importer still renames files when the test renames the destination. */
    @ParameterizedTest
    @MethodSource("importers")
    void failsIfDestinationIsRenamedOrReplaced(Path importer) throws Exception {
        TestImage many = TestImage.u64();
        for (int i = 0; i < 5000; i++) {
            many.with("x".repeat(240) + i, "");
        }
        many.write(image);
        Path renamed = temp.resolve("renamed");
        for (boolean isReplaced : new boolean[] {false, true}) {
            Process process = new ProcessBuilder(importer.toString(), "--device", image.toString(), "dest")
                    .directory(temp.toFile())
                    .start();
            BufferedReader out = process.inputReader();
            assertThat(out.readLine()).startsWith("payload-import: reading 5000 files");
            assertThat(out.readLine()).startsWith("payload-import: xxx");
            Files.move(destination, renamed);
            if (isReplaced) {
                Files.createDirectory(destination);
            }
            assertThat(out.lines()).hasSize(4999);
            assertThat(process.waitFor()).isEqualTo(1);
            assertThat(process.errorReader().readLine())
                    .isEqualTo("payload-import: dest was renamed or replaced during the import: run the import again");
            assertThat(renamed.resolve(MARKER)).doesNotExist();
            InMemory.delete(renamed);
        }
        assertThat(destination).isEmptyDirectory();
    }

    @ParameterizedTest
    @MethodSource("importers")
    void replacesFormatCharactersInMessages(Path importer) throws Exception {
        String unsafe = "\u00ad\u061c\u200b\u200f\u2028\u202e\u2060\u2066\ufeff";
        TestImage.u64().with(unsafe + "caf\u00e9\u2027\u2030\u20ac", "").write(image);
        JarRun run = importWith(importer, image);
        assertSucceeds(run);
        assertThat(run.out())
                .contains("\npayload-import: " + "?".repeat(2 + 2 + 7 * 3) + "caf\u00e9\u2027\u2030\u20ac\n");
        assertThat(Run.files(destination)).containsOnlyKeys(unsafe + "caf\u00e9\u2027\u2030\u20ac");
    }

    @ParameterizedTest
    @MethodSource("importers")
    void refusesCaseInsensitiveDestination(Path importer) throws Exception {
        Files.createDirectory(destination);
        Path lock = Files.createFile(destination.resolve(".payload_import.lock"));
        Path capitals = Files.createLink(destination.resolve(".PAYLOAD_IMPORT.LOCK"), lock);
        assertFails(importWith(importer, image), "ignores the case of names");
        Files.delete(capitals);
        assertThat(Run.files(destination)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("importers")
    void deletesCreatedDirectoriesAfterFailure(Path importer) throws Exception {
        Path parent = Files.createDirectory(temp.resolve("parent"));
        byte[] damaged = payload.bytes();
        damaged[damaged.length / 2] ^= 1;
        Path bad = Files.write(temp.resolve("bad"), damaged);
        String deep = parent + "//new/newer///newest/";
        assertFails(run(importer, "--device", bad, deep), "large (300000 bytes)", "is damaged");
        assertThat(parent).isEmptyDirectory();
        assertFails(
                run(importer, "--device", image, parent + "/new/" + "x".repeat(300)), "cannot create the directory");
        assertThat(parent).isEmptyDirectory();
        assertSucceeds(run(importer, "--device", image, deep));
        assertThat(Run.files(parent.resolve("new/newer/newest"))).containsOnlyKeys("a", "b", "large");
    }

    /** Tests that need mounts or loop devices. */
    @Nested
    @Tag("root")
    class AsRoot {
        private RootFixture fixture;

        @BeforeEach
        void setUpFixture() throws Exception {
            fixture = new RootFixture();
        }

        @AfterEach
        void undoFixture() throws Exception {
            fixture.undo();
        }

        @ParameterizedTest
        @MethodSource(IMPORTERS)
        void leavesNoFilesOnFullDisk(Path importer) throws Exception {
            Path full = fixture.tmpfs("full", "size=200k");
            assertFails(run(importer, "--device", image, full), "cannot write large", "no space left on device");
            assertThat(Run.files(full)).isEmpty();
        }

        @ParameterizedTest
        @MethodSource(IMPORTERS)
        void mountsProcToFindDisksAndUnmountsIt(Path importer) throws Exception {
            String script =
                    "umount -l /proc && \"$0\" \"$@\"; code=$?; [ -e /proc/version ] && echo /proc is mounted; exit $code";
            JarRun run = JarRun.ofCommand("unshare", "-m", "sh", "-c", script, importer, destination);
            assertThat(run.exitCode()).as(run.err()).isIn(1, 2);
            assertThat(run.err()).contains("no payload disk found");
            assertThat(run.out()).doesNotContain("/proc is mounted");
            assertThat(destination).doesNotExist();
        }

        @ParameterizedTest
        @MethodSource(IMPORTERS)
        void waitsForEveryPinnedPayload(Path importer) throws Exception {
            TestImage late = TestImage.u32().with("late", bytes(10));
            TestImage other = TestImage.u64().with("a", "content of another a").with("huge", bytes(4_000_000));
            List<String> disks = new ArrayList<>();
            for (TestImage content : List.of(other, payload, late)) {
                Path loop = fixture.loop(content.write(fixture.root().resolve("disk-" + disks.size())));
                String number = Files.readString(Path.of("/sys/block/" + loop.getFileName() + "/dev"));
                disks.add(number.trim().replace(':', ' ') + " 4 sd" + (char) ('a' + disks.size()) + "\n");
            }
            Path partitions = Files.writeString(fixture.root().resolve("partitions"), disks.get(0) + disks.get(1));
            Path full = fixture.tmpfs("full", "size=2m"); // too small for the payload that --id does not name
            String script = "mount --bind \"$0\" /proc/partitions && mount -t tmpfs tmpfs /dev && exec \"$@\"";
            Process process = new ProcessBuilder(Stream.of(
                                    "unshare",
                                    "-m",
                                    "sh",
                                    "-c",
                                    script,
                                    partitions,
                                    importer,
                                    "--wait",
                                    600,
                                    "--id",
                                    payload.id(),
                                    "--id",
                                    late.id(),
                                    full)
                            .map(Object::toString)
                            .toList())
                    .redirectErrorStream(true)
                    .start();
            StringBuilder out = new StringBuilder();
            for (String line; (line = process.inputReader().readLine()) != null; ) {
                out.append(line).append('\n');
                if (line.contains("waiting up to 600 seconds for the payloads given by --id")) {
                    Files.writeString(partitions, disks.get(2), StandardOpenOption.APPEND);
                }
            }
            assertThat(process.waitFor()).as(out.toString()).isZero();
            assertThat(out).contains("waiting up to", "ignoring /dev/sda: expected payload " + payload.id());
            assertThat(out).doesNotContain("from /dev/sda");
            assertThat(Run.files(full)).containsOnlyKeys("a", "b", "large", "late");
            assertThat(Run.marker(full)).isEqualTo(payload.id() + "\n" + late.id() + "\n");
        }
    }

    @Test
    void hasAsciiSource() throws IOException {
        assertThat(Files.readAllBytes(SOURCE)).as("bytes of the source").matches(CImporterIT::isAscii);
    }

    private static boolean isAscii(byte[] bytes) {
        for (byte b : bytes) {
            if (b < 0) {
                return false;
            }
        }
        return true;
    }
}
