// SPDX-License-Identifier: Apache-2.0
/**
 * The report on a payload image: one self-contained HTML page that tells what is in it, how large it is and where it
 * comes from. Knows no Maven.
 */
package org.lbpayload.maven.report;
