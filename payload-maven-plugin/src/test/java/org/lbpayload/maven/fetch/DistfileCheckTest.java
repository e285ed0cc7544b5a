// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.fetch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lbpayload.maven.fetch.DistfileCheck.Result;
import org.lbpayload.maven.it.Folder;
import org.lbpayload.maven.steps.Distfile;
import org.lbpayload.maven.steps.Location;

class DistfileCheckTest {
    private static final String CONTENT_SHA256 = Folder.sha256("content".getBytes(UTF_8));

    @TempDir
    Path folder;

    @Test
    void tellsOfEachDistfileInTheOrderGiven() throws Exception {
        Files.writeString(folder.resolve("right"), "content");
        Files.writeString(folder.resolve("wrong"), "other");
        Files.createDirectory(folder.resolve("folder"));

        List<Result> results = DistfileCheck.check(
                List.of(distfile("wrong"), distfile("right"), distfile("missing"), distfile("folder")), folder);

        assertThat(results)
                .containsExactly(
                        new Result(
                                distfile("wrong"),
                                0,
                                Optional.of("has SHA-256 " + Folder.sha256("other".getBytes(UTF_8)) + ", expected "
                                        + CONTENT_SHA256)),
                        new Result(distfile("right"), 7, Optional.empty()),
                        new Result(distfile("missing"), 0, Optional.of("is missing")),
                        new Result(distfile("folder"), 0, Optional.of("is no regular file")));
    }

    @Test
    void findsEverythingMissingWhereTheFolderIs() throws Exception {
        assertThat(DistfileCheck.check(List.of(distfile("a")), folder.resolve("absent")))
                .extracting(Result::problem)
                .containsExactly(Optional.of("is missing"));
    }

    private static Distfile distfile(String name) {
        return new Distfile(name, CONTENT_SHA256, List.of(), new Location(Path.of("steps/x/sources"), 1));
    }
}
