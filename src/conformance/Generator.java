// SPDX-License-Identifier: Apache-2.0

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.zip.CRC32;

/**
 * The generator of the conformance suite's images: {@code java Generator.java CASES OUT}. README.md describes the
 * case files. The generator shares no code with the project's {@code PayloadWriter}.
 *
 * <p>For each image of a case, the generator writes three files to the directory OUT/CASE: FILE, FILE.id and
 * FILE.files. FILE contains the image. FILE.id contains the payload id, and is empty for an image without checksums.
 * FILE.files contains the lines that sha256sum(1) prints for the entries.
 */
public final class Generator {
    /** The first words of lines that only the script {@code run} interprets. */
    private static final List<String> RUNNER_WORDS = Arrays.asList(
            "given", "delete", "needs", "import", "exit", "says", "files", "may", "marker", "gone", "maybe");

    private final Path out;
    private Path directory;
    private Image image;

    private Generator(Path out) {
        this.out = out;
    }

    public static void main(String[] args) throws IOException {
        if (args.length != 2) {
            System.err.println("usage: java Generator.java CASES OUT");
            System.exit(64);
        }
        TreeSet<Path> files = new TreeSet<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(Paths.get(args[0]), "*.txt")) {
            found.forEach(files::add);
        }
        Generator generator = new Generator(Paths.get(args[1]));
        for (Path file : files) {
            generator.generate(file);
        }
    }

    private void generate(Path file) throws IOException {
        int number = 0;
        for (String line : Files.readAllLines(file)) {
            number++;
            try {
                interpret(line.trim());
            } catch (RuntimeException e) {
                throw new IllegalArgumentException(file + ":" + number + ": " + line.trim() + ": " + e.getMessage(), e);
            }
        }
        finishImage();
    }

    private void interpret(String line) throws IOException {
        if (line.isEmpty() || line.startsWith("#")) {
            return;
        }
        String[] parts = line.split(" ", 2);
        String rest = parts.length == 1 ? "" : parts[1];
        if (parts[0].equals("case")) {
            finishImage();
            directory = Files.createDirectory(Files.createDirectories(out).resolve(rest));
        } else if (parts[0].equals("image")) {
            finishImage();
            image = new Image(rest.split(" "));
        } else if (RUNNER_WORDS.contains(parts[0])) {
            finishImage();
        } else if (image == null) {
            throw new IllegalArgumentException("unknown word, or no image line before this line");
        } else {
            image.line(parts[0], rest);
        }
    }

    private void finishImage() throws IOException {
        if (image != null) {
            image.write(directory);
            image = null;
        }
    }

    /** An image of a test case. The first lines describe the parts of the image, and the other lines change its bytes. */
    private static final class Image {
        private final String file;
        private final int word;
        private final boolean raw;
        private boolean plain;
        private int unit = 4096;
        private final Map<String, Integer> labels = new LinkedHashMap<>();
        private final List<byte[]> names = new ArrayList<>();
        private final List<byte[]> contents = new ArrayList<>();
        private final List<String[]> replacements = new ArrayList<>();
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private byte[] changed;

        Image(String... words) {
            file = words[0];
            raw = words[1].equals("raw");
            word = words[1].equals("u32") ? 4 : 8;
            if (!raw && !words[1].equals("u32") && !words[1].equals("u64")) {
                throw new IllegalArgumentException("expected raw, u32 or u64, found " + words[1]);
            }
            for (String option : Arrays.asList(words).subList(2, words.length)) {
                if (option.equals("plain")) {
                    plain = true;
                } else if (option.startsWith("unit=")) {
                    unit = Integer.parseInt(option.substring("unit=".length()));
                } else {
                    throw new IllegalArgumentException("expected plain or unit=N, found " + option);
                }
            }
        }

        void line(String what, String rest) {
            switch (what) {
                case "entry":
                    entry(rest);
                    break;
                case "entries":
                    for (int i = 1; i <= Integer.parseInt(rest.split(" ", 2)[0]); i++) {
                        entry(String.format("%06d ", i) + rest.split(" ", 2)[1]);
                    }
                    break;
                case "section":
                    replacements.add(rest.split(" => ", 2));
                    break;
                case "flip":
                    int bit = Integer.parseInt(rest.split(" ")[1]);
                    changed()[offset(rest.split(" ")[0])] ^= (byte) (1 << bit);
                    break;
                case "set":
                    byte[] value = hex(rest.split(" ", 2)[1]);
                    System.arraycopy(value, 0, changed(), offset(rest.split(" ", 2)[0]), value.length);
                    break;
                case "cut":
                    changed = Arrays.copyOf(changed(), offset(rest));
                    break;
                case "fill": // imitates foreign data after an image on a disk
                    int length = changed().length;
                    changed = Arrays.copyOf(changed, length + Integer.parseInt(rest));
                    Arrays.fill(changed, length, changed.length, (byte) 0xA5);
                    break;
                case "zeros":
                    append(new byte[Integer.parseInt(rest)]);
                    break;
                case "align":
                    int rounded = Integer.parseInt(rest);
                    append(new byte[(rounded - changed().length % rounded) % rounded]);
                    break;
                case "text":
                    append(unescape(rest));
                    break;
                case "line":
                    append(unescape(rest + "\\x0A"));
                    break;
                case "hex":
                    append(hex(rest));
                    break;
                case "u32":
                    append(integer(Long.parseUnsignedLong(rest), 4));
                    break;
                case "u64":
                    append(integer(Long.parseUnsignedLong(rest), 8));
                    break;
                default:
                    throw new IllegalArgumentException("unknown word");
            }
        }

        /** Adds the entry that {@code rest} describes: "NAME = TEXT", or "NAME : N" for N bytes of a fixed pattern. */
        private void entry(String rest) {
            String complete = rest.endsWith(" =") ? rest + " " : rest; // an empty text
            boolean isText = complete.contains(" = ");
            String[] parts = complete.split(isText ? " = " : " : ", 2);
            names.add(unescape(parts[0]));
            contents.add(isText ? unescape(parts[1]) : pattern(Integer.parseInt(parts[1])));
        }

        private static byte[] pattern(int length) {
            byte[] pattern = new byte[length];
            for (int i = 0; i < length; i++) {
                pattern[i] = (byte) (i * 7 + i / 251);
            }
            return pattern;
        }

        /** Returns the bytes of the image. The first call builds the image, so later entries have no effect. */
        private byte[] changed() {
            if (changed == null) {
                if (!raw) {
                    referencePart();
                    if (!plain) {
                        section();
                    }
                }
                label("end");
                changed = bytes.toByteArray();
            }
            return changed;
        }

        private void append(byte[] more) {
            int length = changed().length;
            changed = Arrays.copyOf(changed, length + more.length);
            System.arraycopy(more, 0, changed, length, more.length);
        }

        private void label(String label) {
            labels.put(label, bytes.size());
        }

        /** Returns the offset that a number or label states, with an optional "+N" or "-N". */
        private int offset(String expression) {
            changed();
            String[] parts = expression.split("(?<=[a-z0-9])(?=[+-]\\d+$)", 2);
            Integer base = labels.get(parts[0]);
            int offset = base != null ? base : Integer.parseInt(parts[0]);
            return parts.length == 1 ? offset : offset + Integer.parseInt(parts[1]);
        }

        private void put(byte[] more) {
            bytes.write(more, 0, more.length);
        }

        private void referencePart() {
            put("LBPAYLD1".getBytes(StandardCharsets.US_ASCII));
            label("count");
            put(integer(names.size(), word));
            for (int i = 0; i < names.size(); i++) {
                String entry = "entry" + (i + 1);
                label(entry + ".nameLength");
                put(integer(names.get(i).length, word));
                label(entry + ".dataLength");
                put(integer(contents.get(i).length, word));
                label(entry + ".name");
                put(names.get(i));
                label(entry + ".data");
                put(contents.get(i));
                label(entry + ".end");
            }
            label("referenceEnd");
        }

        private void section() {
            int referenceEnd = bytes.size();
            pad(512);
            label("section");
            ByteArrayOutputStream text = new ByteArrayOutputStream();
            text.writeBytes(("LBPAYSUM1 " + names.size() + " " + referenceEnd + "\n").getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < names.size(); i++) {
                labels.put("line" + (i + 1), bytes.size() + text.size());
                CRC32 crc = new CRC32();
                crc.update(contents.get(i));
                String digests = String.format("%08x", crc.getValue()) + " " + sha256(contents.get(i)) + " ";
                text.writeBytes((digests + contents.get(i).length + " ").getBytes(StandardCharsets.US_ASCII));
                text.writeBytes(names.get(i));
                text.write('\n');
            }
            labels.put("id", bytes.size() + text.size());
            text.writeBytes(("id " + id() + "\n").getBytes(StandardCharsets.US_ASCII));
            // ISO 8859-1 maps each byte to one character.
            String changedText = new String(text.toByteArray(), StandardCharsets.ISO_8859_1);
            for (String[] replacement : replacements) {
                String before = changedText;
                String[] decoded = new String[2];
                for (int i = 0; i < 2; i++) {
                    decoded[i] = new String(unescape(replacement[i]), StandardCharsets.ISO_8859_1);
                }
                changedText = before.replace(decoded[0], decoded[1]);
                if (changedText.equals(before)) {
                    throw new IllegalArgumentException("the checksum section does not contain " + replacement[0]);
                }
            }
            put(changedText.getBytes(StandardCharsets.ISO_8859_1));
            label("textEnd");
            pad(unit);
        }

        private void pad(int multiple) {
            put(new byte[(multiple - bytes.size() % multiple) % multiple]);
        }

        private byte[] files() {
            ByteArrayOutputStream lines = new ByteArrayOutputStream();
            for (int i = 0; i < names.size(); i++) {
                lines.writeBytes((sha256(contents.get(i)) + "  ").getBytes(StandardCharsets.US_ASCII));
                lines.writeBytes(names.get(i));
                lines.write('\n');
            }
            return lines.toByteArray();
        }

        private String id() {
            return sha256(files());
        }

        void write(Path directory) throws IOException {
            Files.write(directory.resolve(file), changed());
            Files.write(directory.resolve(file + ".id"), (plain || raw ? "" : id()).getBytes(StandardCharsets.US_ASCII));
            Files.write(directory.resolve(file + ".files"), files());
        }

        private static byte[] integer(long value, int width) {
            byte[] integer = new byte[width];
            for (int i = 0; i < width; i++) {
                integer[i] = (byte) (value >>> 8 * i);
            }
            return integer;
        }

        private static byte[] hex(String digits) {
            String together = digits.replace(" ", "");
            byte[] value = new byte[together.length() / 2];
            for (int i = 0; i < value.length; i++) {
                value[i] = (byte) Integer.parseInt(together.substring(2 * i, 2 * i + 2), 16);
            }
            return value;
        }

        /** Replaces \xHH with a byte, and {TEXT*N} with N repetitions of TEXT. */
        private static byte[] unescape(String text) {
            ByteArrayOutputStream result = new ByteArrayOutputStream();
            for (int i = 0; i < text.length(); ) {
                int close = text.charAt(i) == '{' ? text.indexOf('}', i) : -1;
                if (text.startsWith("\\x", i)) {
                    result.write(Integer.parseInt(text.substring(i + 2, i + 4), 16));
                    i += 4;
                } else if (close > 0) {
                    String[] repeated = text.substring(i + 1, close).split("\\*");
                    for (int n = Integer.parseInt(repeated[1]); n > 0; n--) {
                        result.writeBytes(unescape(repeated[0]));
                    }
                    i = close + 1;
                } else {
                    int next = i + Character.charCount(text.codePointAt(i));
                    result.writeBytes(text.substring(i, next).getBytes(StandardCharsets.UTF_8));
                    i = next;
                }
            }
            return result.toByteArray();
        }

        private static String sha256(byte[] content) {
            try {
                StringBuilder digits = new StringBuilder();
                for (byte b : MessageDigest.getInstance("SHA-256").digest(content)) {
                    digits.append(String.format("%02x", b));
                }
                return digits.toString();
            } catch (NoSuchAlgorithmException e) {
                throw new AssertionError(e);
            }
        }
    }
}
