// SPDX-License-Identifier: Apache-2.0

/**
 * What it takes to boot with a payload: the early root and its initramfs, the QEMU command line and its run, and the
 * writing of a payload image to a disk. Nothing here knows Maven.
 */
package org.lbpayload.maven.boot;
