// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven;

import java.util.List;
import org.apache.maven.plugins.annotations.Mojo;
import org.lbpayload.format.ChecksumSection;
import org.lbpayload.format.Entry;
import org.lbpayload.format.EntryName;
import org.lbpayload.format.PayloadIndex;
import org.lbpayload.format.Sha256;
import org.lbpayload.maven.image.ImageException;
import org.lbpayload.maven.image.ImageReader;

/**
 * Lists the layout and the payload id of a payload image, and the size, SHA-256 and name of each entry. If the image
 * has no checksums, the goal computes them.
 *
 * @since 0.1.0
 */
@Mojo(name = "list", threadSafe = true, requiresProject = false)
public final class ListMojo extends AbstractImageMojo {
    @Override
    void run() throws ImageException {
        try (ImageReader reader = new ImageReader(image())) {
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
        }
    }
}
