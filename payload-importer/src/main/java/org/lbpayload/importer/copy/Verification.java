// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer.copy;

/** The checksum that verifies the content of files. */
public enum Verification {
    /** Detects accidental damage, and lets several threads copy one file. */
    CRC32,
    /** Detects any change; used for payloads that the user pinned. */
    SHA256
}
