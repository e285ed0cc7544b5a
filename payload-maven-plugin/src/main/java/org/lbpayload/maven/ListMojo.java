// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven;

import java.io.File;
import java.io.IOException;
import java.util.List;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.lbpayload.format.ChecksumSection;
import org.lbpayload.format.Entry;
import org.lbpayload.format.EntryName;
import org.lbpayload.format.PayloadIndex;
import org.lbpayload.format.Sha256;
import org.lbpayload.maven.image.ImageException;
import org.lbpayload.maven.image.ImageReader;

/**
 * Lists a payload image: its layout and payload id, then size, SHA-256 and name of each entry. Where the image has no
 * checksums they are computed.
 *
 * @since 0.1.0
 */
@Mojo(name = "list", threadSafe = true, requiresProject = false)
public final class ListMojo extends AbstractMojo {
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
    public void execute() throws MojoExecutionException {
        if (skip) {
            getLog().info("Skipping the list of the payload image: lbpayload.skip is set");
            return;
        }
        try (ImageReader reader = new ImageReader(DefaultImage.of(imageFile, project, basedir))) {
            PayloadIndex index = reader.image().index();
            ChecksumSection found = reader.image().checksums();
            ChecksumSection checksums = found == null ? reader.compute() : found;
            getLog().info("layout " + index.layout().label());
            getLog().info("payload id " + checksums.payloadId()
                    + (found == null ? " (computed: the image has no checksums)" : ""));
            List<Entry> entries = index.entries();
            for (int i = 0; i < entries.size(); i++) {
                getLog().info(entries.get(i).size() + " " + Sha256.hex(checksums.sha256(i)) + " "
                        + EntryName.printable(entries.get(i).name()));
            }
        } catch (ImageException | IOException e) {
            throw new MojoExecutionException(e.getMessage(), e);
        }
    }
}
