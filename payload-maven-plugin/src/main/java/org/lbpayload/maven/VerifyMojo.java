// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.lbpayload.format.ChecksumSection;
import org.lbpayload.format.Entry;
import org.lbpayload.format.EntryName;
import org.lbpayload.format.Sha256;
import org.lbpayload.maven.image.ImageException;
import org.lbpayload.maven.image.ImageReader;

/**
 * Verifies a payload image: its structure, and the data of every entry against CRC-32 and SHA-256. Of an image without
 * checksums only the structure can be verified.
 *
 * @since 0.1.0
 */
@Mojo(name = "verify", defaultPhase = LifecyclePhase.VERIFY, threadSafe = true, requiresProject = false)
public final class VerifyMojo extends AbstractMojo {
    @Parameter(defaultValue = "${project}", readonly = true, required = true)
    private MavenProject project;

    @Parameter(defaultValue = "${basedir}", readonly = true, required = true)
    private File basedir;

    /**
     * The image, or a disk that has one. Default: where {@code lbpayload:build} puts it.
     *
     * @since 0.1.0
     */
    @Parameter(property = "lbpayload.imageFile")
    private File imageFile;

    /**
     * Whether to do nothing at all.
     *
     * @since 0.1.0
     */
    @Parameter(property = "lbpayload.skip", defaultValue = "false")
    private boolean skip;

    @Override
    public void execute() throws MojoExecutionException, MojoFailureException {
        if (skip) {
            getLog().info("Skipping the verification of the payload image: lbpayload.skip is set");
            return;
        }
        try {
            verify(DefaultImage.of(imageFile, project, basedir));
        } catch (ImageException | IOException e) {
            throw new MojoExecutionException(e.getMessage(), e);
        }
    }

    private void verify(Path path) throws ImageException, IOException, MojoFailureException {
        try (ImageReader reader = new ImageReader(path)) {
            List<Entry> entries = reader.image().index().entries();
            ChecksumSection expected = reader.image().checksums();
            if (expected == null) {
                getLog().warn(path + ": the structure of its " + entries.size()
                        + " entries is whole, but it has no checksums, so their content cannot be verified");
                return;
            }
            List<String> damaged = damaged(entries, expected, reader.compute());
            if (!damaged.isEmpty()) {
                throw new MojoFailureException("<imageFile>: " + path + ": " + damaged.size() + " of " + entries.size()
                        + " entries are damaged; build or copy the image anew:\n  " + String.join("\n  ", damaged));
            }
            getLog().info(path + ": " + entries.size() + " entries, all as their checksums say, payload id "
                    + expected.payloadId());
        }
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
