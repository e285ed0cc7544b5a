// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TextDigestTest {
    /** FIPS 180-4 has no examples of its own: these are NIST's, "SHA256.pdf" of its example values. */
    @Test
    void givesThePublishedDigests() {
        assertThat(hex("")).isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        assertThat(hex("abc")).isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assertThat(hex("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"))
                .isEqualTo("248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
        assertThat(hex(new String(new char[1_000_000]).replace('\0', 'a')))
                .isEqualTo("cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
    }

    private static String hex(String text) {
        TextDigest digest = new TextDigest();
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        digest.update(bytes, bytes.length);
        return Hex.of(digest.digest());
    }

    @Test
    void agreesWithThePlatformForEveryLengthAroundABlock() {
        byte[] bytes = new byte[300];
        new Random(180).nextBytes(bytes);
        for (int length = 0; length <= bytes.length; length++) {
            TextDigest digest = new TextDigest();
            digest.update(bytes, length);
            assertThat(digest.digest())
                    .as("%d bytes", length)
                    .isEqualTo(Sha256.newDigest().digest(Arrays.copyOf(bytes, length)));
        }
    }

    @Test
    void doesNotCareInHowManyPiecesTheTextComes() {
        Random random = new Random(4);
        for (int i = 0; i < 200; i++) {
            TextDigest digest = new TextDigest();
            var expected = Sha256.newDigest();
            int pieces = random.nextInt(8);
            for (int j = 0; j < pieces; j++) {
                byte[] piece = new byte[random.nextInt(200)];
                random.nextBytes(piece);
                int length = random.nextInt(piece.length + 1);
                digest.update(piece, length);
                expected.update(piece, 0, length);
            }
            assertThat(digest.digest()).isEqualTo(expected.digest());
        }
    }
}
