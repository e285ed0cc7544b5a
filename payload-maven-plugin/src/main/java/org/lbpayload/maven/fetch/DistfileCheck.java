// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.fetch;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.commons.codec.digest.DigestUtils;
import org.lbpayload.format.Sha256;
import org.lbpayload.maven.io.Parallel;
import org.lbpayload.maven.io.Reason;
import org.lbpayload.maven.steps.Distfile;

/** A read-only check of the files in a distfiles directory against their pinned SHA-256. */
public final class DistfileCheck {
    private static final int BUFFER = 1 << 16;

    private DistfileCheck() {}

    /** The state of one file in a distfiles directory. */
    public enum State {
        /** The file has the pinned SHA-256. */
        EXISTING,
        /** There is no file with this name. */
        MISSING,
        /** The file does not have the pinned SHA-256. */
        DAMAGED,
        /** The file cannot be read, or it is not a regular file. */
        UNUSABLE
    }

    /**
     * The result of checking one distfile.
     *
     * @param bytes the size of the file in bytes, or 0 if the state is not {@link State#EXISTING}
     * @param problem the problem as a verb phrase, such as "is missing", or an empty string if there is none
     */
    public record Result(Distfile distfile, State state, long bytes, String problem) {}

    /**
     * Checks all distfiles in several threads.
     *
     * @return one result for each distfile, in the same order
     */
    public static List<Result> check(List<Distfile> distfiles, Path directory) throws InterruptedException {
        try {
            return Parallel.map(
                    distfiles,
                    Runtime.getRuntime().availableProcessors(),
                    distfile -> check(distfile, directory.resolve(distfile.name())));
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private static Result check(Distfile distfile, Path file) {
        if (Files.notExists(file, LinkOption.NOFOLLOW_LINKS)) {
            return new Result(distfile, State.MISSING, 0, "is missing");
        }
        if (Files.isSymbolicLink(file) && Files.notExists(file)) {
            return new Result(distfile, State.MISSING, 0, "is a symbolic link to a file that does not exist");
        }
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            return new Result(distfile, State.UNUSABLE, 0, "is not a regular file");
        }
        try {
            long bytes = Files.size(file);
            String found = sha256(file);
            return found.equals(distfile.sha256())
                    ? new Result(distfile, State.EXISTING, bytes, "")
                    : new Result(
                            distfile, State.DAMAGED, 0, "has SHA-256 " + found + ", expected " + distfile.sha256());
        } catch (IOException e) {
            return new Result(distfile, State.UNUSABLE, 0, "cannot be read: " + Reason.of(e));
        }
    }

    private static String sha256(Path file) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER)) {
            return new DigestUtils(Sha256.newDigest()).digestAsHex(in);
        }
    }
}
