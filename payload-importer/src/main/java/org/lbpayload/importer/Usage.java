// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer;

/** The text of {@code --help}. */
final class Usage {
    static final String TEXT = ""
            + "usage: payload-import [OPTION]... DEST      import the files of the payload disks to the directory DEST\n"
            + "       payload-import [OPTION]... - DEST    import the image on standard input\n"
            + "       payload-import --list PATH           print layout, payload id, then size, SHA-256 and name of each file\n"
            + "       payload-import --probe PATH          exit 0 if PATH starts with the magic of a payload image, else 1\n"
            + "       payload-import --scan                print every disk searched, and why it is a payload disk or not\n"
            + "       payload-import --help | --version\n"
            + "\n"
            + "  --device PATH        import from this disk or file only; - is standard input; may be repeated\n"
            + "  --offset N           the image starts N bytes into PATH\n"
            + "  --id SHA256          import only the payload with this id, and verify by SHA-256; may be repeated\n"
            + "  --wait SECONDS       wait for a payload disk, or for every PATH of --device and payload of --id\n"
            + "  --require-checksums  reject an image without checksums\n"
            + "  --if-required        do nothing unless PAYLOAD_REQUIRED is True in the environment or in --config FILE\n"
            + "  --config FILE        live-bootstrap's bootstrap.cfg, for --if-required\n"
            + "  --no-space-check     do not compare the free space with the required space\n"
            + "  --threads N          files copied at a time, 1 to 64; default: one per core, or one for a rotating disk\n"
            + "  --quiet              print only warnings and errors\n"
            + "  --json               print one JSON object per line\n"
            + "\n"
            + "DEST/.payload_imported records the last import; delete this file to verify every file again.\n"
            + "\n"
            + "exit 0   success: every file is in DEST, verified and on stable storage; or there was nothing to do\n"
            + "exit 1   failure: a disk cannot be read, an image is malformed, damaged or rejected, two disks conflict,\n"
            + "         DEST is full, not writable, replaced during the import or in use by another importer, or no payload disk\n"
            + "         was found but a disk cannot be read; every file in DEST is complete\n"
            + "exit 2   no payload disk found; all disks could be read, and the payload was not imported to DEST earlier\n"
            + "exit 64  invalid command line\n";

    private Usage() {}
}
