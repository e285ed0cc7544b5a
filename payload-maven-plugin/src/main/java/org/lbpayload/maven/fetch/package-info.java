// SPDX-License-Identifier: Apache-2.0
/**
 * Checks the distfiles directory, and downloads distfiles that are missing or damaged.
 *
 * <p>How a distfile is downloaded: {@link org.lbpayload.maven.fetch.Fetcher} finds with
 * {@link org.lbpayload.maven.fetch.DistfileCheck} that the distfile is missing, takes the lock of the directory and
 * checks again. {@code DistfileDownload} asks its {@code DownloadSource}s in order: the mirrors, then the URLs of the
 * sources files. {@code HttpDownload} or {@code LocalCopy} writes the bytes to a {@code PartialFile} and computes their
 * SHA-256. {@code HttpRequests} sends the requests of {@code HttpDownload}: over {@code JdkClient} for {@code https}
 * URLs, and over {@code SocketClient} for {@code http} URLs. {@code RetryPolicy} decides whether a source that failed
 * is asked again. A partial file with the pinned SHA-256 is renamed to the final name.
 *
 * <p>Invariants:
 *
 * <ul>
 *   <li>A file gets its final name only if its SHA-256 is the pinned one. The transport is therefore lenient: a
 *       redirect may lead from https to http, and an interrupted download may be resumed from another source. The
 *       SHA-256 reveals a mixture of different files, which is discarded and downloaded again.
 *   <li>Only the holder of the lock writes partial files, and its threads end before it releases the lock.
 *   <li>Credentials are sent only to their own origin, and never appear in a message.
 *   <li>Files are not synced to the disk: the next run finds and replaces a file that a power failure damaged, and the
 *       goals that read distfiles verify them.
 *   <li>This package does not depend on Maven. Proxies and credentials come from
 *       {@link org.lbpayload.maven.fetch.FetchSettings}.
 * </ul>
 */
package org.lbpayload.maven.fetch;
