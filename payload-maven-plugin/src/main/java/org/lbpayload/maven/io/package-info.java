// SPDX-License-Identifier: Apache-2.0
/**
 * Utilities that the other packages share: locks, atomic output files, child processes and messages.
 *
 * <p>Each output is written in the same way. The caller takes the {@link org.lbpayload.maven.io.LockFile} of the output
 * and checks whether the output is up to date. If not, the caller writes and commits an
 * {@link org.lbpayload.maven.io.AtomicFile}.
 *
 * <p>Invariants: this package depends neither on Maven nor on any other package of the plugin. Lock files and temporary
 * files are never opened through a symbolic link that another user has created.
 */
package org.lbpayload.maven.io;
