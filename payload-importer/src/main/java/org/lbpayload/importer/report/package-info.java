// SPDX-License-Identifier: Apache-2.0
/**
 * Text, JSON and terminal output of an import, and the exception that ends it.
 *
 * <p>An import calls a {@link org.lbpayload.importer.report.Report} with plain values: names, counts and messages. Its
 * two implementations print lines for people or JSON objects for programs. Failures travel up as
 * {@link org.lbpayload.importer.report.ImportException} and are printed once, by the main class.
 *
 * <p>Invariants: this package depends on no other package of the importer. Reports are thread-safe. Names from a disk
 * are made printable or escaped before they are printed. Warnings and errors are printed in every mode.
 */
package org.lbpayload.importer.report;
