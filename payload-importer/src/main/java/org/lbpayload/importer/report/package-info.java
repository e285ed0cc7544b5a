// SPDX-License-Identifier: Apache-2.0
/**
 * Prints the events of an import as text or JSON, and defines the exception for failures.
 *
 * <p>An import calls a {@link org.lbpayload.importer.report.Report} with names, counts and messages. One implementation
 * prints lines for people, and the other prints JSON objects for programs. Failures are thrown as
 * {@link org.lbpayload.importer.report.ImportException}, and the main class prints them once.
 *
 * <p>Invariants: this package depends on no other package of the importer. Reports are thread-safe. Names from a disk
 * are made printable or escaped before they are printed. Warnings and errors are printed in every mode.
 */
package org.lbpayload.importer.report;
