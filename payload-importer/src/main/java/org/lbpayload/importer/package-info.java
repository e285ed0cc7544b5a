// SPDX-License-Identifier: Apache-2.0
/**
 * The command: arguments, usage text, and the steps of an import.
 *
 * <p>{@link org.lbpayload.importer.Main} parses {@link org.lbpayload.importer.Arguments} and runs one command.
 * {@link org.lbpayload.importer.Import} locks the destination, opens the images, merges their entries, plans, copies,
 * and writes the marker.
 *
 * <p>Invariants: every decision that depends on the destination (marker, existing files, payloads imported earlier) is
 * made while the lock is held. Every failure is printed as one sentence, and no exception leaves the main method.
 */
package org.lbpayload.importer;
