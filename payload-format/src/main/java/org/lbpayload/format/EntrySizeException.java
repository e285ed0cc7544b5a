// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.format;

import java.io.IOException;

/**
 * Thrown when the data of an entry is shorter or longer than its size in the index. The usual cause is a source file
 * that changed after the index was computed.
 */
public final class EntrySizeException extends IOException {
    private static final long serialVersionUID = 1L;

    EntrySizeException(Entry entry, String found) {
        super("expected " + entry.size() + " bytes of data for " + EntryName.printable(entry.name()) + ", found "
                + found);
    }
}
