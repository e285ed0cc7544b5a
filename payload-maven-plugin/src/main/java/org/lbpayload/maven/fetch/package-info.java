// SPDX-License-Identifier: Apache-2.0
/**
 * Checks the distfiles directory, and downloads distfiles that are missing or damaged.
 *
 * <p>The path of a distfile: {@link org.lbpayload.maven.fetch.Fetcher} finds by
 * {@link org.lbpayload.maven.fetch.DistfileCheck} that it is missing, takes the lock of the directory and checks again.
 * {@code DistfileDownload} asks its {@code DownloadSource}s in order: the mirrors, then the URLs of the sources files.
 * {@code HttpDownload} or {@code LocalCopy} writes the bytes to a {@code PartialFile} and computes the SHA-256 on the
 * way. {@code HttpRequests} sends the requests of {@code HttpDownload}: over {@code JdkClient} for {@code https} URLs,
 * and over {@code SocketClient} for {@code http} URLs. {@code RetryPolicy} decides whether a source that failed is
 * asked again. A partial file with the pinned SHA-256 is renamed to the final name.
 *
 * <p>Invariants:
 *
 * <ul>
 *   <li>A file gets its final name only if its SHA-256 is the pinned one. The transport is therefore lenient: redirects
 *       may give up encryption, and an interrupted download may be resumed from another source. Bytes that do not
 *       belong together are detected at the end, discarded and downloaded again.
 *   <li>Only the holder of the lock writes partial files, and its threads end before it releases the lock.
 *   <li>Credentials are sent only to the origin they belong to, and never appear in a message.
 *   <li>Files are not synced to the disk: the next run finds and replaces a file that a power failure damaged, and the
 *       goals that read distfiles verify them.
 *   <li>Nothing depends on Maven; proxies and credentials are plain {@link org.lbpayload.maven.fetch.FetchSettings}.
 * </ul>
 */
package org.lbpayload.maven.fetch;
