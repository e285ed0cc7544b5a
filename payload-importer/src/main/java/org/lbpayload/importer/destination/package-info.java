// SPDX-License-Identifier: Apache-2.0
/**
 * Manages the destination directory with its lock, temporary files and marker.
 *
 * <p>A {@link org.lbpayload.importer.destination.DestinationState} is a read-only view of the directory. A
 * {@link org.lbpayload.importer.destination.Destination} holds the lock and performs all writes. Data is written to a
 * {@link org.lbpayload.importer.destination.TemporaryFile}, synced, and renamed to its final name. At the end, the
 * directory and its ancestors are synced and the {@link org.lbpayload.importer.destination.Marker} is written.
 *
 * <p>Invariants: a file gets the name of an entry only when it is complete and synced. The marker exists only while all
 * files of the payloads in the marker are complete. The lock file is opened exactly once per process, because closing
 * any descriptor of a file releases the process's locks on that file. Symbolic links below the directory are never
 * followed.
 */
package org.lbpayload.importer.destination;
