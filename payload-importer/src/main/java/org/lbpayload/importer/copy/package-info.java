// SPDX-License-Identifier: Apache-2.0
/**
 * Merges images, plans what to copy, copies and verifies entries, and commits files.
 *
 * <p>A {@link org.lbpayload.importer.copy.MergedPayload} contains each name of all images once. A
 * {@link org.lbpayload.importer.copy.Plan} excludes existing files that {@code ExistingFileVerifier} found intact.
 * {@link org.lbpayload.importer.copy.Copier} copies the remaining entries with several threads: each {@code EntryCopy}
 * verifies its checksum, and {@code Committer} syncs and renames the finished files.
 *
 * <p>Invariants: no file gets its final name before its content is verified and synced. The buffers of all threads
 * together are bounded, so that a heap of 16 MiB is enough. After a failure, files that are already verified are still
 * committed, and all others are deleted.
 */
package org.lbpayload.importer.copy;
