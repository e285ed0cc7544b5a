// SPDX-License-Identifier: Apache-2.0
/**
 * Reads and writes LBPAYLD1 payload images. FORMAT.md specifies the format.
 *
 * <p><b>Purpose.</b> This package knows the bytes of an image and nothing else. Callers choose, open and close the
 * channels. An importer copies and verifies the data of the entries itself.
 *
 * <p><b>Reading.</b> {@link org.lbpayload.format.PayloadImage#read} wraps a channel in an {@code ImageInput}.
 * {@code ImageHeader} reads the magic and the count and determines the {@link org.lbpayload.format.Layout}. The
 * {@link org.lbpayload.format.PayloadIndex} then reads each {@link org.lbpayload.format.Entry}, and the
 * {@link org.lbpayload.format.ChecksumSection} the lines after the last entry. {@code MisplacedSection} searches for a
 * section elsewhere if there is none.
 *
 * <p><b>Writing.</b> {@link org.lbpayload.format.IndexPlan#of} computes the offset of every entry from names and sizes.
 * A {@link org.lbpayload.format.PayloadWriter} writes the headers, the data and the checksums at these offsets.
 *
 * <p><b>Invariants.</b>
 *
 * <ul>
 *   <li>An index exists only if every name is valid and unique and all data lies within the image.
 *   <li>A checksum section exists only if it agrees with its index and with its own payload id.
 *   <li>A length from an image is checked against the size of the image before it is used. Memory grows with the bytes
 *       that were read, not with a count from the image.
 *   <li>The same names, sizes and data always give the same bytes.
 *   <li>Values are immutable, except the buffers of a reader or writer, which are private to a call.
 * </ul>
 */
package org.lbpayload.format;
