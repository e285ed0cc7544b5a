// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer;

/** All disks were looked at, all could be read, none is a payload disk. */
final class NoPayloadException extends ImportException {
    private static final long serialVersionUID = 1L;

    NoPayloadException(String message) {
        super(message);
    }
}
