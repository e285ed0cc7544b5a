// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.boot;

/**
 * A loop device that is set up.
 *
 * @param node its usual node, such as {@code /dev/loop0}
 * @param backing the path of the file or disk behind it
 */
record LoopDevice(String node, String backing) {}
