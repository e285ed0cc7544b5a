// SPDX-License-Identifier: Apache-2.0
/**
 * Merges images, determines the entries to copy, copies and verifies them, and commits their files.
 *
 * <p>A {@link org.lbpayload.importer.copy.MergedPayload} contains the entries of all images without duplicate names. A
 * {@link org.lbpayload.importer.copy.Plan} excludes the entries whose existing files {@code ExistingFileVerifier} found
 * intact. {@link org.lbpayload.importer.copy.Copier} copies the remaining entries with several threads. Each
 * {@code EntryCopy} verifies one entry, and {@code Committer} syncs and renames the files.
 *
 * <p>Invariants: no file gets its final name before its content is verified and synced. The total size of all buffers
 * is limited, so that a heap of 16 MiB is sufficient. After a failure, verified files are still committed, and all
 * other temporary files are deleted.
 */
package org.lbpayload.importer.copy;
