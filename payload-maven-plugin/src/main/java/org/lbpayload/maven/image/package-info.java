// SPDX-License-Identifier: Apache-2.0
/**
 * From files to a payload image, without Maven: {@link org.lbpayload.maven.image.ImageSource} says what is to be packed
 * and who asked for it, {@link org.lbpayload.maven.image.ImageBuilder} inspects, merges, orders and writes it.
 */
package org.lbpayload.maven.image;
