// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.it;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.nio.file.FileSystem;

/** An operating system, with a file system in memory that follows the system's rules for names and attributes. */
public enum Platform {
    WINDOWS(Configuration.windows()),
    MAC_OS(Configuration.osX()),
    UNIX(Configuration.unix());

    private final Configuration configuration;

    Platform(Configuration configuration) {
        this.configuration = configuration;
    }

    /** Creates an empty file system, which the caller closes. */
    public FileSystem fileSystem() {
        return Jimfs.newFileSystem(configuration);
    }
}
