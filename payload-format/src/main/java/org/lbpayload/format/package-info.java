// SPDX-License-Identifier: Apache-2.0
/**
 * Reads and writes LBPAYLD1 payload images. FORMAT.md specifies the format.
 *
 * <p><b>Purpose.</b> This package handles only the bytes of an image. Callers open and close the channel of an image.
 * An importer copies and verifies the data of the entries itself.
 *
 * <p><b>Reading.</b> {@link org.lbpayload.format.PayloadImage#read} wraps a channel in an {@code ImageInput}.
 * {@code ImageHeader} reads the magic and the number of entries and determines the {@link org.lbpayload.format.Layout}.
 * The {@link org.lbpayload.format.PayloadIndex} then reads each {@link org.lbpayload.format.Entry}, and the
 * {@link org.lbpayload.format.ChecksumSection} reads the text after the last entry. If there is no checksum section at
 * the expected offset, {@code MisplacedSection} searches other offsets.
 *
 * <p><b>Writing.</b> {@link org.lbpayload.format.IndexPlan#of} computes the offset of every entry from names and sizes.
 * A {@link org.lbpayload.format.PayloadWriter} writes the headers, the data and the checksums at these offsets.
 *
 * <p><b>Invariants.</b>
 *
 * <ul>
 *   <li>An index that was read has only valid and unique names, and the data of every entry lies within the image.
 *   <li>A checksum section that was read matches the index of the image and the payload id in the section.
 *   <li>Each length in an image is checked against the size of the image before the length is used. Memory is allocated
 *       for bytes that were read, never for a count that the image states.
 *   <li>The same layout, names and data always result in the same bytes.
 *   <li>All objects are immutable, except the buffers of readers and writers, which are private to one call.
 * </ul>
 */
package org.lbpayload.format;
