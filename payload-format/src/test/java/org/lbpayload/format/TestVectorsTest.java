// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests of the writer and the reader with the test vectors in FORMAT.md. */
class TestVectorsTest {
    private static final Map<String, byte[]> FILES =
            Map.of("a", "hi".getBytes(StandardCharsets.US_ASCII), "empty", new byte[0]);
    private static final Pattern VECTOR = Pattern.compile(
            "### (u32|u64), (with|without) checksums(, without entries)?\n"
                    + ".*?length \\| (\\d+) bytes.*?SHA-256 of the image \\| `(\\w+)`.*?payload id \\| (.*?) \\|\n\n(( {4}[^\n]*\n)+)",
            Pattern.DOTALL);
    private static final Pattern REFUSED = Pattern.compile("(?m)^\\| (\\d+) \\| `([0-9a-f ]+)` \\| (.*) \\|$");

    private record Vector(
            Layout layout, boolean checksums, boolean empty, int length, String sha256, String id, byte[] bytes) {
        @Override
        public String toString() {
            return layout.label() + (checksums ? ", with checksums" : "") + (empty ? ", without entries" : "");
        }
    }

    private record Refused(int offset, byte[] bytes, String reason) {
        @Override
        public String toString() {
            return reason;
        }
    }

    private static String document() throws IOException {
        return Files.readString(Path.of("..", "FORMAT.md"));
    }

    static Stream<Vector> vectors() throws IOException {
        return VECTOR.matcher(document()).results().map(TestVectorsTest::vector);
    }

    static Stream<Refused> refused() throws IOException {
        String document = document();
        return REFUSED.matcher(document.substring(document.indexOf("### Images that a reader must refuse")))
                .results()
                .map(row -> new Refused(Integer.parseInt(row.group(1)), hex(row.group(2)), row.group(3)));
    }

    private static Vector vector(MatchResult found) {
        return new Vector(
                Layout.ofLabel(found.group(1)),
                found.group(2).equals("with"),
                found.group(3) != null,
                Integer.parseInt(found.group(4)),
                found.group(5),
                found.group(6).replace("`", ""),
                undump(found.group(7)));
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits.replace(" ", ""));
    }

    /** Parses a dump in the format of {@code hexdump -C}. */
    private static byte[] undump(String dump) {
        List<String> lines = dump.lines().map(String::strip).toList();
        byte[] bytes = new byte[Integer.parseInt(lines.get(lines.size() - 1), 16)];
        for (String line : lines) {
            if (line.contains("|")) {
                byte[] row = hex(line.substring(8, line.indexOf('|')));
                System.arraycopy(row, 0, bytes, Integer.parseInt(line.substring(0, 8), 16), row.length);
            }
        }
        return bytes;
    }

    @Test
    void findsAllVectors() throws IOException {
        assertThat(vectors()).hasSize(5);
        assertThat(refused()).hasSize(12);
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void writesVector(Vector vector) throws IOException {
        byte[] written = ImageBytes.written(vector.layout(), vector.checksums(), vector.empty() ? Map.of() : FILES);

        assertThat(HexFormat.of().formatHex(written)).isEqualTo(HexFormat.of().formatHex(vector.bytes()));
        assertThat(written).hasSize(vector.length());
        assertThat(Sha256.hex(Sha256.newDigest().digest(written))).isEqualTo(vector.sha256());
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void readsVector(Vector vector) throws IOException {
        PayloadImage image = ImageBytes.read(vector.bytes());

        assertThat(image.index().layout()).isEqualTo(vector.layout());
        assertThat(image.length()).isEqualTo(vector.length());
        List<String> names = new ArrayList<>();
        for (Entry entry : image.index().entries()) {
            names.add(entry.name());
            assertThat(Arrays.copyOfRange(vector.bytes(), (int) entry.dataOffset(), (int) entry.end()))
                    .isEqualTo(FILES.get(entry.name()));
        }
        assertThat(names).isEqualTo(vector.empty() ? List.of() : List.of("a", "empty"));
        assertThat(image.payloadId() == null ? "none" : image.payloadId().toString())
                .isEqualTo(vector.id());
    }

    @ParameterizedTest
    @MethodSource("refused")
    void refusesVector(Refused refused) throws IOException {
        byte[] image = vectors().findFirst().orElseThrow().bytes();
        System.arraycopy(refused.bytes(), 0, image, refused.offset(), refused.bytes().length);

        assertThatThrownBy(() -> ImageBytes.read(image)).isInstanceOf(MalformedImageException.class);
    }
}
