// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer;

import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.StandardCopyOption;
import org.lbpayload.format.ChecksumSection;
import org.lbpayload.format.Entry;
import org.lbpayload.format.EntryName;
import org.lbpayload.format.PayloadId;
import org.lbpayload.format.PayloadImage;
import org.lbpayload.format.PayloadIndex;

/**
 * Loads the classes that an import is going to want, in a thread of its own, while the main one is at work with the
 * first of them: an import of few files spends half of its time on loading classes. A class that is not named here, or
 * cannot be loaded ahead, is loaded where it is wanted.
 */
final class ClassesAhead extends Thread {
    private ClassesAhead() {
        super("classes-ahead");
        setDaemon(true);
    }

    /** Begins with it and returns. */
    static void load() {
        try {
            new ClassesAhead().start();
        } catch (OutOfMemoryError e) {
            // no thread for that
        }
    }

    @Override
    public void run() {
        try {
            all();
        } catch (RuntimeException | Error e) {
            // told where it is wanted
        }
    }

    /** To name a class is to load it. */
    private static Class<?>[] all() {
        return new Class<?>[] {
            FileChannel.class,
            PayloadImage.class,
            PayloadIndex.class,
            Entry.class,
            EntryName.class,
            ChecksumSection.class,
            PayloadId.class,
            Payload.class,
            FolderLock.class,
            Plan.class,
            TemporaryFile.class,
            Progress.class,
            Copier.class,
            Committer.class,
            FileCopy.class,
            FileLock.class,
            StandardCopyOption.class
        };
    }
}
