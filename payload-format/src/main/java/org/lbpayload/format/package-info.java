// SPDX-License-Identifier: Apache-2.0
/**
 * The LBPAYLD1 payload image format: what an image says and where, and nothing of where it comes from or goes to.
 *
 * <p>Start with {@link org.lbpayload.format.PayloadImage#read} to read an image, and with
 * {@link org.lbpayload.format.IndexPlan#of} and {@link org.lbpayload.format.PayloadWriter} to write one. Each record on
 * disk has a class of its own: {@code ImageHeader}, {@code Entry}, {@code ChecksumSection}. FORMAT.md is the
 * specification they cite.
 */
package org.lbpayload.format;
