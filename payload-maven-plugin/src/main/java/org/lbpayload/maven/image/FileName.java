// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.image;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The name of a file as it is on disk. {@link Path#toString} decodes it in the locale's encoding, which in the C locale
 * makes a question mark of every character that is not ASCII; the URI has the bytes themselves.
 */
final class FileName {
    private FileName() {}

    static String of(Path path, String origin) throws ImageException {
        String plain = path.getFileName().toString();
        if (isPlain(plain)) {
            return plain; // the same in every encoding, and a URI takes a look at the file
        }
        String uri = path.toUri().getRawPath();
        int end = uri.endsWith("/") ? uri.length() - 1 : uri.length();
        byte[] utf8 = percentDecode(uri.substring(uri.lastIndexOf('/', end - 1) + 1, end));
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new ImageException(
                    origin + ": the name of " + path.toUri() + " is not valid UTF-8: rename the file, or pack it"
                            + " through <fileList> or <files> with another name",
                    e);
        }
    }

    private static boolean isPlain(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c < ' ' || c > '~' || c == '?') {
                return false;
            }
        }
        return true;
    }

    private static byte[] percentDecode(String text) {
        ByteBuffer bytes = ByteBuffer.allocate(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%') {
                bytes.put((byte) Integer.parseInt(text, i + 1, i + 3, 16));
                i += 2;
            } else {
                bytes.put((byte) c); // a raw path is ASCII
            }
        }
        byte[] decoded = new byte[bytes.position()];
        bytes.flip().get(decoded);
        return decoded;
    }
}
