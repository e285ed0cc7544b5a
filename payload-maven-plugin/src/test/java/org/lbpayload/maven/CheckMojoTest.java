// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugin.logging.SystemStreamLog;
import org.apache.maven.project.MavenProject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lbpayload.maven.it.TestFiles;

class CheckMojoTest {
    @TempDir
    Path basedir;

    private final List<String> warnings = new ArrayList<>();

    @Test
    void warnsInsteadOfFailingIfNestedSubmoduleIsMissing() throws Exception {
        write("distfiles/early.tar", "early");
        write("builder-hex0/file", "");
        write("seed/stage0-posix/.gitmodules", "[submodule \"x86\"]\n\tpath = x86\n");
        String sha256 = TestFiles.sha256("early".getBytes(StandardCharsets.US_ASCII));
        write("steps/early/sources", "f https://upstream.invalid/early.tar " + sha256 + "\n");
        write("steps/manifest", "build: early\nbuild: payload-import-1.0\njump: fiwix\nimprove: import_payload\n");

        goal().execute();

        assertThat(warnings)
                .containsExactly(
                        "the limits of the disk image were not checked, because submodules of live-bootstrap are"
                                + " missing: " + basedir.resolve("seed/stage0-posix/x86")
                                + ": run 'git submodule update --init --recursive' in " + basedir);
    }

    private CheckMojo goal() {
        CheckMojo goal = Goals.configure(
                new CheckMojo(), "check", "default-cli", basedir, Goals.session(List.of(new MavenProject())));
        Goals.set(goal, "splitBefore", "import_payload");
        Goals.set(goal, "distfilesDirectory", basedir.resolve("distfiles").toFile());
        goal.setLog(new SystemStreamLog() {
            @Override
            public void warn(CharSequence warning) {
                warnings.add(warning.toString());
            }
        });
        return goal;
    }

    private void write(String path, String content) throws IOException {
        Path file = basedir.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }
}
