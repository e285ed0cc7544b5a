// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.lbpayload.format.ChecksumSection;
import org.lbpayload.format.Entry;
import org.lbpayload.format.EntryName;
import org.lbpayload.format.Sha256;
import org.lbpayload.maven.image.ImageReader;
import org.lbpayload.maven.io.Count;
import org.lbpayload.maven.io.GoalException;

/**
 * Verifies the structure of a payload image, and the data of each entry against its CRC-32 and SHA-256. If the image
 * has no checksums, the goal verifies only the structure and logs a warning.
 *
 * @since 0.1.0
 */
@Mojo(name = "verify", defaultPhase = LifecyclePhase.VERIFY, threadSafe = true, requiresProject = false)
public final class VerifyMojo extends AbstractImageMojo {
    @Override
    void run() throws GoalException {
        Path path = image();
        try (ImageReader reader = new ImageReader(path)) {
            List<Entry> entries = reader.image().index().entries();
            ChecksumSection expected = reader.image().checksums();
            if (expected == null) {
                getLog().warn(path + ": the structure is valid (" + count(entries)
                        + "), but the image has no checksums, so its data cannot be verified");
                return;
            }
            List<String> damaged = damaged(entries, expected, reader.compute());
            if (!damaged.isEmpty()) {
                throw new GoalException("<imageFile>: " + path + ": " + damaged.size() + " of " + count(entries)
                        + " damaged: build or copy the image again:\n  " + String.join("\n  ", damaged));
            }
            getLog().info(path + ": " + count(entries) + " verified, payload id " + expected.payloadId());
        }
    }

    private static String count(List<Entry> entries) {
        return Count.of(entries.size(), "entry", "entries");
    }

    private static List<String> damaged(List<Entry> entries, ChecksumSection expected, ChecksumSection found) {
        List<String> damaged = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            if (expected.crc32(i) != found.crc32(i) || !Arrays.equals(expected.sha256(i), found.sha256(i))) {
                Entry entry = entries.get(i);
                damaged.add(EntryName.printable(entry.name()) + " (" + entry.size() + " bytes at offset "
                        + entry.dataOffset() + "): expected SHA-256 " + Sha256.hex(expected.sha256(i)) + ", found "
                        + Sha256.hex(found.sha256(i)));
            }
        }
        return damaged;
    }
}
