// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer;

/** What {@code --help} prints. */
final class Usage {
    private Usage() {}

    /** A method, since each class that names a constant has a copy of it. */
    static String text() {
        return ""
                + "usage: payload-import [OPTION]... DEST      import the files of the payload disks to the folder DEST\n"
                + "       payload-import [OPTION]... - DEST    import the image that comes on standard input\n"
                + "       payload-import --list PATH           print layout, payload id, then size, SHA-256 and name of each file\n"
                + "       payload-import --probe PATH          exit 0 where PATH starts as a payload image does, else 1\n"
                + "       payload-import --scan                print every disk looked at, and why it is a payload disk or not\n"
                + "       payload-import --help | --version\n"
                + "\n"
                + "  --device PATH        this disk or file instead of looking for disks; - is standard input; may be repeated\n"
                + "  --offset N           the image begins N bytes into PATH\n"
                + "  --id SHA256          only the payload with this id, each file verified by SHA-256; may be repeated\n"
                + "  --require-checksums  refuse an image that has no checksums\n"
                + "  --if-required        do nothing unless PAYLOAD_REQUIRED is True in the environment or in --config FILE\n"
                + "  --config FILE        live-bootstrap's bootstrap.cfg, for --if-required\n"
                + "  --no-space-check     do not compare the space that is free with the space that is needed\n"
                + "  --threads N          files copied at a time, 1 to 64; else one a core, and one from a rotating disk\n"
                + "  --quiet              print errors and warnings only\n"
                + "  --json               print one JSON object a line\n"
                + "\n"
                + "DEST/.payload_imported says what was imported last; remove it to have every file verified again.\n"
                + "\n"
                + "exit 0   done: every file is in DEST, verified and on stable storage; or there was nothing to do\n"
                + "exit 1   failed: a disk cannot be read, an image is malformed or damaged or not admitted, two disks disagree,\n"
                + "         DEST is full, cannot be written or in use by another importer,\n"
                + "         no payload disk was found but a disk cannot be read; the files that are in DEST are whole\n"
                + "exit 2   no payload disk found, all disks could be read, and what is asked for was not imported to DEST before\n"
                + "exit 64  wrong usage\n";
    }
}
