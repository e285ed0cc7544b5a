// SPDX-License-Identifier: Apache-2.0
/**
 * Parses the command line and runs the importer's commands.
 *
 * <p>{@link org.lbpayload.importer.Main} parses {@link org.lbpayload.importer.Arguments} and runs one command.
 * {@link org.lbpayload.importer.Import} locks the destination, opens the images, merges their entries, copies the
 * missing files, and writes the marker.
 *
 * <p>Invariants: the importer changes files only after it has locked the destination and has then read the marker and
 * the existing files. Every failure is printed as one message, and no exception leaves the main method.
 */
package org.lbpayload.importer;
