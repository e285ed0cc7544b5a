// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.fetch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lbpayload.maven.fetch.DistfileCheck.Result;
import org.lbpayload.maven.fetch.DistfileCheck.State;
import org.lbpayload.maven.it.TestFiles;
import org.lbpayload.maven.steps.Distfile;
import org.lbpayload.maven.steps.Location;

class DistfileCheckTest {
    private static final String CONTENT_SHA256 = TestFiles.sha256("content".getBytes(UTF_8));

    @TempDir
    Path directory;

    @Test
    void returnsResultsInOrder() throws Exception {
        Files.writeString(directory.resolve("existing"), "content");
        Files.writeString(directory.resolve("damaged"), "other");
        Files.createDirectory(directory.resolve("directory"));

        List<Result> results = DistfileCheck.check(
                List.of(distfile("damaged"), distfile("existing"), distfile("missing"), distfile("directory")),
                directory);

        assertThat(results)
                .containsExactly(
                        new Result(
                                distfile("damaged"),
                                State.DAMAGED,
                                0,
                                "has SHA-256 " + TestFiles.sha256("other".getBytes(UTF_8)) + ", expected "
                                        + CONTENT_SHA256),
                        new Result(distfile("existing"), State.EXISTING, 7, ""),
                        new Result(distfile("missing"), State.MISSING, 0, "is missing"),
                        new Result(distfile("directory"), State.UNUSABLE, 0, "is not a regular file"));
    }

    @Test
    void distinguishesDanglingLinkFromMissingFile() throws Exception {
        Files.createSymbolicLink(directory.resolve("link"), directory.resolve("absent"));

        assertThat(DistfileCheck.check(List.of(distfile("link")), directory))
                .containsExactly(new Result(
                        distfile("link"), State.MISSING, 0, "is a symbolic link to a file that does not exist"));
    }

    @Test
    void findsAllMissingIfDirectoryDoesNotExist() throws Exception {
        assertThat(DistfileCheck.check(List.of(distfile("a")), directory.resolve("absent")))
                .extracting(Result::state)
                .containsExactly(State.MISSING);
    }

    private static Distfile distfile(String name) {
        return new Distfile(name, CONTENT_SHA256, List.of(), new Location(Path.of("steps/x/sources"), 1));
    }
}
