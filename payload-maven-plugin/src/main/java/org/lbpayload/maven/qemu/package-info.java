// SPDX-License-Identifier: Apache-2.0

/**
 * Boots a machine in QEMU and waits for one line on its serial port.
 *
 * <p>A {@link org.lbpayload.maven.qemu.QemuMachine} describes the machine and its
 * {@linkplain org.lbpayload.maven.qemu.Drive disks}, and builds the QEMU command line.
 * {@link org.lbpayload.maven.qemu.QemuRun} runs the command. A thread reads the serial output, writes each byte to the
 * log file and passes each line to the waiting run.
 *
 * <p>Invariants: no QEMU process outlives a run, even if the run fails or the Java virtual machine is stopped. A
 * payload image that is attached as read-only is never changed. This package does not depend on Maven.
 */
package org.lbpayload.maven.qemu;
