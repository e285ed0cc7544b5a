// SPDX-License-Identifier: Apache-2.0

/**
 * What it takes to boot with a payload: the early root and its initramfs, and the QEMU command line and its run.
 * Nothing here knows Maven.
 */
package org.lbpayload.maven.boot;
