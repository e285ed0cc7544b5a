// SPDX-License-Identifier: Apache-2.0
/**
 * Checks the distfiles directory, and downloads distfiles that are missing or damaged.
 *
 * <p>{@link org.lbpayload.maven.fetch.Fetcher} checks the distfiles with
 * {@link org.lbpayload.maven.fetch.DistfileCheck}. If a distfile is missing or damaged, {@code Fetcher} takes the lock
 * of the directory and checks the distfiles again. {@code DistfileDownload} tries a {@code DownloadSource} for each
 * mirror in order, then for each URL in the sources files. {@code HttpDownload} or {@code LocalCopy} writes the bytes
 * to a {@code PartialFile} and computes their SHA-256. {@code HttpRequests} sends the requests of {@code HttpDownload}
 * with {@code JdkClient} for {@code https} URLs and with {@code SocketClient} for {@code http} URLs.
 * {@code RetryPolicy} decides whether a failed download is retried from the same source. A partial file with the pinned
 * SHA-256 is renamed to the final name.
 *
 * <p>Invariants:
 *
 * <ul>
 *   <li>Only a file with the pinned SHA-256 gets its final name. Redirects from https to http are therefore allowed,
 *       and another source may resume an interrupted download. If a partial file mixes bytes of different files, its
 *       SHA-256 is wrong, and the whole file is downloaded again.
 *   <li>Only the process that holds the lock writes partial files. Its download threads end before the lock is
 *       released.
 *   <li>Credentials are sent only to their own origin and never appear in messages.
 *   <li>Files are not synced to the disk. The next run replaces files that a power failure has damaged, and the goals
 *       that read distfiles verify their SHA-256.
 *   <li>This package does not depend on Maven. Proxies and credentials come from
 *       {@link org.lbpayload.maven.fetch.FetchSettings}.
 * </ul>
 */
package org.lbpayload.maven.fetch;
