// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lbpayload.maven.fetch.FetchTestCase.CONTENT;
import static org.lbpayload.maven.fetch.FetchTestCase.distfile;
import static org.lbpayload.maven.fetch.TestServer.content;
import static org.lbpayload.maven.fetch.TestServer.status;

import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lbpayload.maven.it.Platform;
import org.lbpayload.maven.steps.Distfile;

/** Tests that download and check distfiles on the file systems of Windows and macOS. */
class OtherPlatformsTest {
    @ParameterizedTest
    @EnumSource
    void resumesDownloadAndChecksIt(Platform platform) throws Exception {
        try (FileSystem files = platform.fileSystem();
                TestServer server = new TestServer().at("/", status(500), content(CONTENT))) {
            Path directory = files.getPath("work", "distfiles");
            Path partial =
                    directory.resolve(".lbpayload-fetch").resolve("parts").resolve(FetchTestCase.NAME);
            Files.createDirectories(partial.getParent());
            Files.write(partial, FetchTestCase.HALF);
            List<Distfile> distfiles = List.of(distfile());
            Recorder recorder = new Recorder();

            new Fetcher(FetchTestCase.settings(server.mirror()), recorder, recorder).fetch(distfiles, directory);

            assertThat(directory.resolve(FetchTestCase.NAME)).hasBinaryContent(CONTENT);
            assertThat(partial.getParent().getParent()).doesNotExist();
            assertThat(DistfileCheck.check(distfiles, directory))
                    .extracting(DistfileCheck.Result::state)
                    .containsExactly(DistfileCheck.State.EXISTING);
        }
    }
}
