// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An image whose section ends with an id that does not follow from its lines: nothing may be decided by it. */
class FalseIdTest {
    private static final String FALSE_ID = "0123456789abcdef".repeat(4);

    @TempDir(factory = InMemory.class)
    Path temp;

    private Path image;
    private Path destination;

    @BeforeEach
    void makeImage() throws IOException {
        String bytes = new String(TestImage.u64().with("alpha", "content").bytes(), ISO_8859_1);
        String changed = bytes.replaceFirst("\nid [0-9a-f]{64}\n", "\nid " + FALSE_ID + "\n");
        assertThat(changed).isNotEqualTo(bytes).hasSameSizeAs(bytes);
        image = Files.write(temp.resolve("image"), changed.getBytes(ISO_8859_1));
        destination = temp.resolve("dest");
    }

    private static void assertRefused(Run run) {
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("expected \"id ").contains("found \"id " + FALSE_ID + "\"");
    }

    @Test
    void is_refused_where_the_id_is_pinned() throws IOException {
        assertRefused(Run.of("--id", FALSE_ID, "--device", image, destination));

        assertThat(Run.files(destination)).isEmpty();
    }

    @Test
    void is_refused_where_a_marker_might_say_that_it_was_imported_before() throws IOException {
        Files.createDirectory(destination);
        Files.writeString(destination.resolve("alpha"), "another");
        Files.writeString(destination.resolve(".payload_imported"), FALSE_ID + "\n");

        assertRefused(Run.of("--device", image, destination));
    }

    @Test
    void is_refused_by_the_list() {
        assertRefused(Run.of("--list", image));
    }

    @Test
    void is_imported_by_its_crcs_where_nothing_depends_on_the_id() throws IOException {
        Run run = Run.of("--device", image, destination);

        assertThat(run.exitCode()).isZero();
        assertThat(Run.files(destination)).isEqualTo(Map.of("alpha", "content"));
    }
}
