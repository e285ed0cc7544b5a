// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer;

import org.lbpayload.format.Sha256;

/**
 * Makes the Java platform find its SHA-256, which takes a third of the time of a small import, while the main thread is
 * still busy with opening the disk.
 */
final class DigestWarmUp extends Thread {
    DigestWarmUp() {
        super("digest-warm-up");
        setDaemon(true);
    }

    @Override
    public void run() {
        Sha256.newDigest().digest();
    }
}
