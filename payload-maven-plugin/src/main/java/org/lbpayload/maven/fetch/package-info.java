// SPDX-License-Identifier: Apache-2.0
/**
 * Gets the distfiles that a folder lacks: from mirrors first, then from the URLs of the {@code sources} lines.
 *
 * <p>The pinned SHA-256 decides, not the server: a file appears under its name only when its SHA-256 is right, whatever
 * it came from and however often the transfer broke. That is also why a broken transfer may go on at another place, and
 * why no {@code ETag} is kept for it: bytes that do not belong together are found out at the end, thrown away and
 * fetched again in one piece.
 *
 * <p>Nothing here knows Maven: proxies, credentials and whether it is offline come as plain
 * {@link org.lbpayload.maven.fetch.FetchSettings}. Credentials go to the origin they were given for and nowhere else,
 * and into no message.
 */
package org.lbpayload.maven.fetch;
