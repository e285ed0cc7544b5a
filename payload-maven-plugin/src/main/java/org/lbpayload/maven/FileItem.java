// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven;

import java.io.File;

/** One {@code <file>} of {@code <files>}. */
public final class FileItem {
    /** The file. Required. */
    private File source;

    /** The name of its entry; by default the file's own. */
    private String name;

    /** Takes the short form: the path alone. */
    public void set(String path) {
        source = new File(path);
    }

    File source() {
        return source;
    }

    String name() {
        return name;
    }
}
