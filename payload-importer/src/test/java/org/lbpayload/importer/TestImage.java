// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32;

/** A builder of images that follows FORMAT.md and does not use the code under test. Can build malformed images. */
public final class TestImage {
    private final int wordBytes;
    private final List<byte[]> names = new ArrayList<>();
    private final List<byte[]> contents = new ArrayList<>();

    private TestImage(int wordBytes) {
        this.wordBytes = wordBytes;
    }

    public static TestImage u32() {
        return new TestImage(4);
    }

    /** Returns an image with two files, one of which is empty. */
    public static TestImage two() {
        return u64().with("a", "content of a").with("b", "");
    }

    public static TestImage u64() {
        return new TestImage(8);
    }

    public TestImage with(String name, String content) {
        return with(name.getBytes(UTF_8), content.getBytes(UTF_8));
    }

    public TestImage with(String name, byte[] content) {
        return with(name.getBytes(UTF_8), content);
    }

    public TestImage with(byte[] name, byte[] content) {
        names.add(name);
        contents.add(content);
        return this;
    }

    /** Returns the image without checksums. */
    public byte[] plain() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes("LBPAYLD1".getBytes(UTF_8));
        out.writeBytes(word(names.size()));
        for (int i = 0; i < names.size(); i++) {
            out.writeBytes(word(names.get(i).length));
            out.writeBytes(word(contents.get(i).length));
            out.writeBytes(names.get(i));
            out.writeBytes(contents.get(i));
        }
        return out.toByteArray();
    }

    public byte[] word(long value) {
        ByteBuffer word = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(0, value);
        byte[] bytes = new byte[wordBytes];
        word.get(bytes);
        return bytes;
    }

    /** Returns the image with checksums. */
    public byte[] bytes() {
        byte[] plain = plain();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(plain);
        pad(out, 512);
        StringBuilder text = new StringBuilder("LBPAYSUM1 " + names.size() + " " + plain.length + "\n");
        for (int i = 0; i < names.size(); i++) {
            byte[] content = contents.get(i);
            CRC32 crc = new CRC32();
            crc.update(content);
            text.append("%08x %s %d %s\n"
                    .formatted(crc.getValue(), sha256(content), content.length, new String(names.get(i), UTF_8)));
        }
        text.append("id ").append(id()).append("\n");
        out.writeBytes(text.toString().getBytes(UTF_8));
        pad(out, 4096);
        return out.toByteArray();
    }

    /** Returns the payload id. */
    public String id() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < names.size(); i++) {
            text.append(sha256(contents.get(i)))
                    .append("  ")
                    .append(new String(names.get(i), UTF_8))
                    .append("\n");
        }
        return sha256(text.toString().getBytes(UTF_8));
    }

    public Path write(Path file) throws IOException {
        return Files.write(file, bytes());
    }

    private static void pad(ByteArrayOutputStream out, int unit) {
        while (out.size() % unit != 0) {
            out.write(0);
        }
    }

    public static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
