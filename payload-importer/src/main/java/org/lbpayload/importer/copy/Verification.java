// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer.copy;

/** The checksum that verifies the content of files. */
public enum Verification {
    /** Detects accidental damage. Several threads can copy one file. */
    CRC32,
    /** Detects any change. Used when the user selects payloads with {@code --id}. A single thread copies each file. */
    SHA256
}
