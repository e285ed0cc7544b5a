// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.early;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that compare the early image of a small checkout with the image of an independent writer. */
class CheckoutTest {
    private static final int MEBIBYTE = 1 << 20;

    /** The size of stage 2 that makes the first record of the disk image start at byte 89,600. */
    private static final int STAGE_2_SIZE = 88_615;

    private static final String COMMANDS = """
            src 0 /bootstrap-seeds
            src 0 /bootstrap-seeds/POSIX
            src 0 /bootstrap-seeds/POSIX/x86
            hex0 /x86/hex0_x86.hex0 /bootstrap-seeds/POSIX/x86/hex0-seed
            hex0 /x86/kaem-minimal.hex0 /bootstrap-seeds/POSIX/x86/kaem-optional-seed
            hex0 /x86/kaem-minimal.hex0 /init
            /bootstrap-seeds/POSIX/x86/kaem-optional-seed /kaem.x86
            """;

    @TempDir
    Path directory;

    private Path root;
    private Path image;
    private Checkout checkout;

    @BeforeEach
    void makeCheckout() throws IOException {
        root = directory.resolve("checkout");
        image = directory.resolve("early.img");
        checkout = new Checkout(root.resolve("steps"));
        StringBuilder stage1 = new StringBuilder("# a comment with ab cd\r\n");
        for (int i = 0; i < 512; i++) {
            stage1.append(i % 2 == 0 ? "4f " : "b0 ; comment ff\n");
        }
        write("checkout/builder-hex0/builder-hex0-x86-stage1.hex0", stage1.toString());
        write("checkout/builder-hex0/builder-hex0-x86-stage2.hex0", "#\r\n".repeat(STAGE_2_SIZE / 2) + "#");
        write("checkout/seed/stage0-posix/kaem.x86", "kaem");
        write("checkout/seed/stage0-posix/after.kaem", "replaced");
        write("checkout/seed/stage0-posix/x86/hex0_x86.hex0", "00");
        write("checkout/seed/stage0-posix/x86/.gitignore", "left out");
        write("checkout/seed/stage0-posix/High Level Prototypes/a-b.c", "c");
        write("checkout/seed/stage0-posix/bootstrap-seeds/POSIX/x86/hex0-seed", "left out");
        write("checkout/seed/after.kaem", "after");
        write("checkout/seed/other/file", "left out");
        write("checkout/steps/manifest", "build: one\n");
        write("checkout/steps/one/pass1.kaem", "one");
        Files.createSymbolicLink(root.resolve("steps/two"), Path.of("one"));
        Files.createSymbolicLink(root.resolve("steps/one/pass2.kaem"), Path.of("pass1.kaem"));
        write("early/.lbpayload-early", "");
        write("early/external/distfiles/a.tar", "distfile");
        write("early/steps/bootstrap.cfg", "A=1\n");
        write("early/steps/one/pass1.kaem", "generated");
    }

    @Test
    void writesSameBytesAsIndependentWriter() throws Exception {
        write("expected/kaem.x86", "kaem");
        write("expected/after.kaem", "after");
        write("expected/x86/hex0_x86.hex0", "00");
        write("expected/High Level Prototypes/a-b.c", "c");
        write("expected/steps/manifest", "build: one\n");
        write("expected/steps/bootstrap.cfg", "A=1\n");
        write("expected/steps/one/pass1.kaem", "generated");
        write("expected/steps/one/pass2.kaem", "one");
        write("expected/steps/two/pass1.kaem", "one");
        write("expected/steps/two/pass2.kaem", "one");
        write("expected/external/distfiles/a.tar", "distfile");
        ByteArrayOutputStream stages = new ByteArrayOutputStream();
        for (int i = 0; i < 512; i++) {
            stages.write(i % 2 == 0 ? 0x4f : 0xb0);
        }
        stages.writeBytes(("#\n".repeat(STAGE_2_SIZE / 2) + "#").getBytes(StandardCharsets.US_ASCII));

        writeImage(0);

        byte[] expected = BuilderHex0Writer.write(stages.toByteArray(), directory.resolve("expected"), COMMANDS);
        assertThat(Files.readAllBytes(image)).isEqualTo(expected);
        assertThat(new String(expected, 89_600, 8, StandardCharsets.US_ASCII)).isEqualTo("src 0 .\n");
    }

    @Test
    void extendsImageWithZeros() throws Exception {
        writeImage(0);
        byte[] small = Files.readAllBytes(image);

        writeImage(3 * MEBIBYTE);

        byte[] large = Files.readAllBytes(image);
        assertThat(large).hasSize(3 * MEBIBYTE).startsWith(small);
        assertThat(Arrays.copyOfRange(large, small.length, large.length)).containsOnly(0);
    }

    @Test
    void endsImageWithAtLeast32KibibytesOfZeros() throws Exception {
        writeImage(0);
        byte[] bytes = Files.readAllBytes(image);
        int content = bytes.length;
        while (bytes[content - 1] == 0) {
            content--;
        }
        int fill = MEBIBYTE - (32 << 10) - content - "src 123456 ./external/distfiles/fill\n".length();
        assertThat(fill).isBetween(100_000, 999_999);
        write("early/external/distfiles/fill", "x".repeat(fill));
        writeImage(0);
        assertThat(Files.size(image)).isEqualTo(MEBIBYTE);

        write("early/external/distfiles/fill", "x".repeat(fill + 1));
        writeImage(0);
        assertThat(Files.size(image)).isEqualTo(2 * MEBIBYTE);
    }

    @Test
    void keepsPreviousImageIfWritingFails() throws Exception {
        Files.writeString(image, "previous");
        write("early/external/distfiles/a\u001bb", "");

        assertThatThrownBy(() -> writeImage(0))
                .isInstanceOf(EarlyException.class)
                .hasMessageContaining("the name contains a control character");
        assertThat(image).hasContent("previous");
    }

    @Test
    void namesFileThatWasDeleted() throws Exception {
        SourceTree tree = new SourceTree();
        Path file = write("file", "content");
        tree.addFile(file, "file");
        Files.delete(file);

        assertThatThrownBy(() -> DiskImageWriter.write(tree, root.resolve("builder-hex0"), 0, image, () -> {}))
                .isInstanceOf(EarlyException.class)
                .hasMessage("cannot read " + file + " for the early image: it does not exist");
    }

    @Test
    void blamesLocaleForNameThatIsNotUtf8() throws Exception {
        List<String> command =
                List.of("sh", "-c", "touch \"$(printf '%s/na\\357ve' '" + root.resolve("steps") + "')\"");
        assertThat(new ProcessBuilder(command).start().waitFor()).isZero();

        assertThatThrownBy(() -> writeImage(0))
                .hasMessageEndingWith(
                        "the name is not valid in the encoding of the locale: run Maven in a UTF-8 locale, or rename the file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "shorter", "longer than before"})
    void rejectsFileThatChangesItsSize(String changed) throws Exception {
        SourceTree tree = new SourceTree();
        Path file = write("file", "size before");
        tree.addFile(file, "file");
        Files.writeString(file, changed);

        assertThatThrownBy(() -> DiskImageWriter.write(tree, root.resolve("builder-hex0"), 0, image, () -> {}))
                .isInstanceOf(EarlyException.class)
                .hasMessageContaining("changed from 11 to " + changed.length() + " bytes");
        assertThat(image).doesNotExist();
    }

    @Test
    void rejectsPathThatIsFileAndDirectory() throws Exception {
        write("early/steps/manifest/file", "");

        assertThatThrownBy(() -> writeImage(0))
                .hasMessageContaining("is a file in one part of the early image and a directory in another");
    }

    @Test
    void rejectsLinkToParentDirectory() throws Exception {
        Files.createSymbolicLink(root.resolve("steps/one/loop"), Path.of(".."));

        assertThatThrownBy(() -> writeImage(0))
                .hasMessageContaining("is a symbolic link to a directory that contains the link");
    }

    @Nested
    class Stages {
        @Test
        void rejectsStage1OfOtherSize() throws Exception {
            write("checkout/builder-hex0/builder-hex0-x86-stage1.hex0", "00".repeat(511));

            assertThatThrownBy(() -> writeImage(0)).hasMessageContaining("has 511 bytes, expected 512");
        }

        @Test
        void rejectsStage1ThatIsNotHexadecimal() throws Exception {
            write("checkout/builder-hex0/builder-hex0-x86-stage1.hex0", "zz");

            assertThatThrownBy(() -> writeImage(0)).hasMessageContaining("is not hexadecimal text");
        }

        @Test
        void rejectsStage2OfOtherLength() throws Exception {
            write("checkout/builder-hex0/builder-hex0-x86-stage2.hex0", "#".repeat(89_600));

            assertThatThrownBy(() -> writeImage(0))
                    .hasMessageContaining("end at byte 90112, but stage 2 reads its records from byte 89600");
        }
    }

    @Nested
    class Submodules {
        @Test
        void namesAllMissingSubmodules() throws Exception {
            write(
                    "checkout/seed/stage0-posix/.gitmodules",
                    "[submodule \"M2libc\"]\n\tpath = M2libc\n"
                            + "[submodule \"x86\"]\n\tpath = x86\n[submodule \"s\"]\n\tpath = bootstrap-seeds\n");
            write("checkout/seed/stage0-posix/x86/.gitmodules", "\tpath = nested dir\n");
            Files.createDirectory(root.resolve("seed/stage0-posix/M2libc"));
            write("checkout/seed/stage0-posix/M2libc/.git", "gitdir: elsewhere\n");

            assertThat(checkout.hasSubmodules()).isTrue();
            assertThatThrownBy(() -> checkout.requireSubmodules())
                    .isInstanceOf(EarlyException.class)
                    .hasMessage("submodules of live-bootstrap are missing: "
                            + root.resolve("seed/stage0-posix/M2libc") + ", "
                            + root.resolve("seed/stage0-posix/x86/nested dir")
                            + ": run 'git submodule update --init --recursive' in " + root);
        }

        @Test
        void reportsSubmoduleWithEmptyDirectory() throws Exception {
            Files.delete(root.resolve("builder-hex0/builder-hex0-x86-stage1.hex0"));
            Files.delete(root.resolve("builder-hex0/builder-hex0-x86-stage2.hex0"));

            assertThat(checkout.hasSubmodules()).isFalse();
            assertThatThrownBy(() -> checkout.requireSubmodules())
                    .hasMessageContaining("are missing: " + root.resolve("builder-hex0") + ": run");
        }
    }

    @Nested
    class Limits {
        @Test
        void reportsUsedAndRemainingAmounts() throws Exception {
            List<String> limits = writeImage(0);

            // 7 directories, 11 files and the root directory, plus 6 directories and files that COMMANDS creates.
            assertThat(limits)
                    .containsExactly(
                            "file slots of builder-hex0: 25 of 14332 used, 14307 remaining",
                            "bytes of the longest path: 29 of 1003 used, 974 remaining",
                            "bytes of files present before the jump to Fiwix, excluding files that the steps build: 53 of 330301440 used,"
                                    + " 330301387 remaining");
        }

        @Test
        void computesBudgetFromJumpStep() throws Exception {
            write("checkout/steps/jump/fiwix.sh", "set -ex\n\nmake_fiwix_initrd -s 1024 /boot/fiwix.ext2\n");

            assertThat(checkout.fiwixRootBytes()).isEqualTo(1024 * 1024);
            assertThat(checkout.limits(List.of(), 0, 0).get(2).limit()).isEqualTo(1_744_830_464L - 1024 * 1024);
        }

        @Test
        void rejectsCheckoutBeyondBudgetAndNamesDistfiles() throws Exception {
            Path large = write("early/external/distfiles/large.tar", "");
            try (RandomAccessFile file = new RandomAccessFile(large.toFile(), "rw")) {
                file.setLength(330_301_440);
            }

            assertThatThrownBy(() -> writeImage(0))
                    .isInstanceOf(EarlyException.class)
                    .hasMessageContaining("330301493 of 330301440 used, 53 too many: move the line"
                            + " 'improve: import_payload' towards the start of the manifest, but not before 'jump: fiwix',"
                            + " so that the payload contains"
                            + " large.tar (330301440 bytes), a.tar (8 bytes)");
            assertThat(image).doesNotExist();
        }

        @Test
        void acceptsTreeAtEachLimitAndRejectsOneMore() throws Exception {
            Path file = write("file", "");
            SourceTree tree = new SourceTree();
            for (int i = 0; i < 14_332 - 8; i++) {
                tree.addFile(file, "f" + i);
            }
            tree.addFile(file, "p".repeat(1_001));
            List<TargetLimit> limits = TargetLimit.ofTree(tree, TargetLimit.FIWIX_ROOT_BYTES);
            assertThat(limits.get(0)).extracting(TargetLimit::used).isEqualTo(14_332L);
            assertThat(limits.get(1)).extracting(TargetLimit::used).isEqualTo(1_003L);
            assertThat(limits).noneMatch(TargetLimit::isExceeded);
            assertThat(limits.subList(0, 2)).allMatch(TargetLimit::isNear);

            tree.addFile(file, "p".repeat(1_002));

            assertThat(TargetLimit.ofTree(tree, TargetLimit.FIWIX_ROOT_BYTES).subList(0, 2))
                    .allMatch(TargetLimit::isExceeded);
        }

        @Test
        void acceptsTreeAtBudgetAndRejectsOneByteMore() throws Exception {
            SourceTree tree = new SourceTree();
            Path file = write("file", "");
            try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
                bytes.setLength(330_301_440);
                tree.addFile(file, "f");
                assertThat(TargetLimit.ofTree(tree, TargetLimit.FIWIX_ROOT_BYTES))
                        .noneMatch(TargetLimit::isExceeded);

                bytes.setLength(330_301_441);
                tree.addFile(file, "f");
                assertThat(TargetLimit.ofTree(tree, TargetLimit.FIWIX_ROOT_BYTES)
                                .get(2))
                        .matches(TargetLimit::isExceeded);
            }
        }

        @Test
        void checksPayloadAgainstRamDiskAndReadableBytes() {
            long ramDisk = 1_381_376L * 1024 - 190_000_000;

            assertThat(TargetLimit.ofPayload(ramDisk, (1L << 32) - 1, TargetLimit.FIWIX_ROOT_BYTES))
                    .noneMatch(TargetLimit::isExceeded);
            assertThat(TargetLimit.ofPayload(ramDisk + 1, 1L << 32, TargetLimit.FIWIX_ROOT_BYTES))
                    .allMatch(TargetLimit::isExceeded);
        }
    }

    private List<String> writeImage(long size) throws EarlyException {
        List<String> limits = new ArrayList<>();
        checkout.writeImage(directory.resolve("early"), size, image, limit -> limits.add(limit.toString()), () -> {});
        return limits;
    }

    private Path write(String name, String content) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }
}
