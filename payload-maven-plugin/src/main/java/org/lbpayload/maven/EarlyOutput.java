// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.io.function.IOPredicate;
import org.apache.maven.plugin.logging.Log;
import org.lbpayload.maven.early.EarlyImage;
import org.lbpayload.maven.early.InitramfsWriter;
import org.lbpayload.maven.io.GoalException;
import org.lbpayload.maven.io.LockFile;
import org.lbpayload.maven.io.Reason;

/**
 * An image that the goal {@code early} writes. The goal replaces only empty files and files of the same kind, and
 * deletes only files of the same kind.
 *
 * @param file the path of the image
 * @param parameter the parameter that names the path
 * @param isDefault whether the path is the default
 * @param isOwn a predicate that tests whether an existing regular file can be an earlier output of the goal
 */
record EarlyOutput(Path file, String parameter, boolean isDefault, IOPredicate<Path> isOwn) {
    static EarlyOutput initramfs(Path file, boolean isDefault) {
        return new EarlyOutput(file, "<initramfsFile>", isDefault, InitramfsWriter::isInitramfs);
    }

    static EarlyOutput diskImage(Path file, boolean isDefault) {
        return new EarlyOutput(file, "<earlyImage>", isDefault, EarlyImage::isEarlyImage);
    }

    /**
     * Deletes the image that an earlier run wrote to the default path. The image pins an earlier payload, and
     * {@code lbpayload:qemu} must not boot the image if this run fails. Keeps the image of another execution.
     */
    void deleteOutdated(SessionOutputs outputs, Log log) throws GoalException {
        if (!isDefault || outputs.isReserved(file) || !Files.isRegularFile(file)) {
            return;
        }
        try {
            LockFile.<Void, IOException>whileHeld(LockFile.of(file), () -> {}, () -> {
                if (Files.isRegularFile(file) && isOwn.test(file)) {
                    Files.delete(file);
                    log.info("Deleted the previous " + file);
                }
                return null;
            });
        } catch (AccessDeniedException e) {
            log.warn("The existing " + file + " was not deleted: permission denied");
        } catch (IOException e) {
            throw new GoalException("cannot delete the previous " + file + ": " + Reason.of(e), e);
        }
    }

    /** Fails if the image would replace an input or a file that another program wrote. */
    void requireReplaceable(InputFiles inputs) throws GoalException {
        inputs.refuseAsOutput(file, parameter);
        try {
            if (Files.exists(file) && !Files.isRegularFile(file)) {
                throw new GoalException(parameter + ": cannot write " + file
                        + ": expected a regular file or nothing, found something else: name another path");
            }
            if (Files.exists(file) && Files.size(file) > 0 && !isOwn.test(file)) {
                throw new GoalException(parameter + ": cannot write " + file
                        + ", because another program wrote this file: delete the file, or name another path");
            }
        } catch (IOException e) {
            throw new GoalException(parameter + ": cannot read the existing " + file + ": " + Reason.of(e), e);
        }
    }
}
