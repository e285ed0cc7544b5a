// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.image;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apache.commons.codec.DecoderException;
import org.apache.commons.codec.net.PercentCodec;

/**
 * The name of a file, read independently of the locale. {@link Path#toString} decodes the name with the locale's
 * encoding, so non-ASCII characters are replaced in the C locale. The URI of a path contains the original bytes.
 */
public final class FileName {
    private FileName() {}

    /**
     * Returns the name of a file.
     *
     * @param origin the parameter that names the file, for the message
     * @throws ImageException if the name is not valid UTF-8
     */
    static String of(Path path, String origin) throws ImageException {
        try {
            return decode(path);
        } catch (CharacterCodingException | DecoderException e) {
            throw new ImageException(
                    origin + ": the name of " + path.toUri() + " is not valid UTF-8: rename the file, or pack it"
                            + " through <fileList> or <files> with another name",
                    e);
        }
    }

    /**
     * Returns the file name that patterns are matched against. A name that is not valid UTF-8 is decoded with the
     * locale's encoding.
     */
    public static String forMatching(Path path) {
        try {
            return decode(path);
        } catch (CharacterCodingException | DecoderException e) {
            return path.getFileName().toString();
        }
    }

    private static String decode(Path path) throws CharacterCodingException, DecoderException {
        String plain = path.getFileName().toString();
        if (isPrintableAscii(plain)) {
            return plain; // ASCII is the same in all encodings, and toUri() would access the file
        }
        // toUri() escapes all non-ASCII characters only on Unix.
        String uri = path.toUri().getRawPath();
        int end = uri.endsWith("/") ? uri.length() - 1 : uri.length();
        String name = uri.substring(uri.lastIndexOf('/', end - 1) + 1, end);
        byte[] utf8 = new PercentCodec().decode(name.getBytes(StandardCharsets.UTF_8));
        return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
    }

    private static boolean isPrintableAscii(String name) {
        return name.chars().allMatch(c -> c >= ' ' && c <= '~' && c != '?');
    }
}
