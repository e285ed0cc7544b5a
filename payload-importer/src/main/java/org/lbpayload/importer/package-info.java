// SPDX-License-Identifier: Apache-2.0
/**
 * Parses the command line and runs the importer's commands.
 *
 * <p>{@link org.lbpayload.importer.Main} parses {@link org.lbpayload.importer.Arguments} and runs one command.
 * {@link org.lbpayload.importer.Import} locks the destination, opens the images, merges their entries, plans, copies,
 * and writes the marker.
 *
 * <p>Invariants: every decision that depends on the destination (marker, existing files, payloads imported earlier) is
 * made while the lock is held. Every failure is printed as one message, and no exception leaves the main method.
 */
package org.lbpayload.importer;
