// SPDX-License-Identifier: Apache-2.0
/**
 * File operations that the other packages share: locks against concurrent runs, output files that appear under their
 * final name only when complete, child processes, the reasons of I/O errors in words, and printable messages.
 *
 * <p>Each output is written in the same way: while the caller holds the output's
 * {@link org.lbpayload.maven.io.LockFile}, it decides whether there is anything to do, writes an
 * {@link org.lbpayload.maven.io.AtomicFile} and commits it.
 *
 * <p>Invariants: this package depends on no other package of the plugin, nor on Maven. No file is opened through a
 * symbolic link that somebody else put in the place of a lock or of a temporary file.
 */
package org.lbpayload.maven.io;
