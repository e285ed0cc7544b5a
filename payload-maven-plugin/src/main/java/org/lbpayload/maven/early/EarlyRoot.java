// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.early;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.lbpayload.format.Sha256;
import org.lbpayload.maven.image.ImageSource;

/**
 * The folder that becomes (part of) the early image:
 *
 * <pre>
 * external/distfiles/               the early distfiles
 * external/payload-importer.jar
 * external/runtime/                 a Java runtime, where asked for
 * steps/bootstrap.cfg               with PAYLOAD_REQUIRED=True
 * steps/improve/import_payload.sh
 * </pre>
 *
 * It is laid out beside its destination and moved there when it is whole, so a failed run leaves what was there before.
 * One that is killed leaves its folder as well, {@code .NAME-} and digits, with whatever it had not moved back.
 */
public final class EarlyRoot {

    private static final String DISTFILES = "external/distfiles";
    private static final String IMPORTER = "external/payload-importer.jar";
    private static final String RUNTIME = "external/runtime";
    private static final String CONFIG = "steps/bootstrap.cfg";
    private static final String STEP = "steps/improve/import_payload.sh";

    private EarlyRoot() {}

    /**
     * Lays out an early root.
     *
     * @param plan what goes into it
     * @param destination the folder to make; replaced if it is an early root already
     * @throws EarlyException if a source cannot be read or is not what its checksum says, if the destination is
     *     something else than an early root, or if it cannot be written
     * @throws InterruptedException if the thread is interrupted meanwhile
     */
    public static void layOut(EarlyRootPlan plan, Path destination) throws EarlyException, InterruptedException {
        Path absolute = destination.toAbsolutePath().normalize();
        try {
            refuseToReplaceAnythingElse(absolute);
            // A name that nobody else has: what stands beside the destination is not ours to overwrite or remove.
            Path work = Files.createTempDirectory(absolute.getParent(), "." + absolute.getFileName() + "-");
            Path fresh = work.resolve("new");
            Path previous = work.resolve("old");
            try {
                fill(plan, fresh);
                if (Files.exists(absolute, LinkOption.NOFOLLOW_LINKS)) {
                    Files.move(absolute, previous);
                }
                Files.move(fresh, absolute);
            } finally {
                // Where the new one did not get there, the old one is all that there is.
                if (Files.exists(previous) && !Files.exists(absolute, LinkOption.NOFOLLOW_LINKS)) {
                    Files.move(previous, absolute);
                }
                Trees.delete(work);
            }
        } catch (IOException e) {
            throw new EarlyException("cannot lay out the early root " + destination + ": " + e, e);
        }
    }

    /** A wrong parameter must not cost anybody a folder: only what we laid out ourselves is replaced. */
    private static void refuseToReplaceAnythingElse(Path destination) throws IOException, EarlyException {
        if (!Files.exists(destination, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (!Files.isDirectory(destination, LinkOption.NOFOLLOW_LINKS)) {
            throw new EarlyException(destination + " is in the way of the early root and is no folder; remove it");
        }
        List<String> names;
        try (Stream<Path> children = Files.list(destination)) {
            names = children.map(child -> child.getFileName().toString())
                    .sorted()
                    .toList();
        }
        Path step = destination.resolve(STEP);
        boolean ours = names.equals(List.of("external", "steps"))
                && Files.isRegularFile(step)
                && Files.readString(step, StandardCharsets.ISO_8859_1).contains(ImportStep.GENERATED);
        if (!names.isEmpty() && !ours) {
            throw new EarlyException(destination + " holds " + names + ", which is not an early root laid out earlier;"
                    + " name another folder, or empty it");
        }
        if (ours) {
            refuseToReplaceWhatWasAdded(destination);
        }
    }

    /** All files that were laid out have one time, which nothing has that was added or changed since. */
    private static void refuseToReplaceWhatWasAdded(Path root) throws IOException, EarlyException {
        List<Path> paths;
        try (Stream<Path> walk = Files.walk(root)) {
            paths = walk.sorted().toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        FileTime laidOut = timeOfMost(paths);
        for (Path path : paths) {
            if (!isOurs(path, root.relativize(path), laidOut)) {
                throw new EarlyException(path + " was added or changed since the early root was laid out, and would be"
                        + " lost; move it, or remove " + root + " to have it laid out anew");
            }
        }
    }

    private static boolean isOurs(Path path, Path relative, FileTime laidOut) throws IOException {
        if (Files.isSymbolicLink(path)) {
            return relative.startsWith(RUNTIME); // jlink makes some
        }
        return Files.isDirectory(path)
                ? isFolderOfOurs(relative)
                : Files.getLastModifiedTime(path).equals(laidOut);
    }

    /** Not the time of one certain file: that may be the one that was changed. */
    private static FileTime timeOfMost(List<Path> paths) throws IOException {
        Map<FileTime, Integer> times = new HashMap<>();
        FileTime most = FileTime.fromMillis(0);
        for (Path path : paths) {
            if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
                FileTime time = Files.getLastModifiedTime(path);
                if (times.merge(time, 1, Integer::sum) > times.getOrDefault(most, 0)) {
                    most = time;
                }
            }
        }
        return most;
    }

    private static boolean isFolderOfOurs(Path relative) {
        return Path.of(DISTFILES).startsWith(relative)
                || Path.of(STEP).startsWith(relative)
                || relative.toString().isEmpty()
                || relative.startsWith(RUNTIME);
    }

    private static void fill(EarlyRootPlan plan, Path root) throws IOException, EarlyException, InterruptedException {
        Path distfiles = Files.createDirectories(root.resolve(DISTFILES));
        Files.createDirectories(root.resolve(STEP).getParent());
        for (ImageSource distfile : plan.distfiles()) {
            copyVerified(distfile, distfiles.resolve(distfile.name()));
        }
        Files.copy(plan.importer(), root.resolve(IMPORTER));
        if (plan.runtime()) {
            JavaRuntime.link(root.resolve(RUNTIME));
        }
        byte[] config = plan.bootstrapConfig().isPresent()
                ? Files.readAllBytes(plan.bootstrapConfig().get())
                : new byte[0];
        Files.write(root.resolve(CONFIG), BootstrapConfig.requirePayload(config));
        Path step = root.resolve(STEP);
        Files.writeString(step, ImportStep.script(plan.payloadId(), ""));
        Files.setPosixFilePermissions(step, PosixFilePermissions.fromString("rwxr-xr-x"));
        Trees.normalise(root, FileTime.from(plan.timestamp()));
    }

    /** Hashes what is written rather than the source beforehand: the file in the early root is the verified one. */
    private static void copyVerified(ImageSource distfile, Path copy) throws IOException, EarlyException {
        if (Files.exists(copy, LinkOption.NOFOLLOW_LINKS)) {
            throw new EarlyException("the early distfile " + distfile.name() + " is listed twice, the second time as "
                    + distfile.path() + "; keep one of them");
        }
        if (!Files.isRegularFile(distfile.path())) {
            throw new EarlyException("the early distfile " + distfile.path()
                    + " is not there; run lbpayload:fetch, or name the folder that has it as <distfilesDirectory>");
        }
        MessageDigest digest = Sha256.newDigest();
        try (InputStream in = Files.newInputStream(distfile.path());
                OutputStream out = new DigestOutputStream(Files.newOutputStream(copy), digest)) {
            in.transferTo(out);
        }
        String found = Sha256.hex(digest.digest());
        if (!distfile.sha256().equals(Optional.of(found))) {
            throw new EarlyException("the early distfile " + distfile.path() + " has the SHA-256 " + found
                    + " where its steps pin " + distfile.sha256().orElse("none") + "; remove it and fetch it anew");
        }
        // The source's mode is an accident of how it was fetched.
        Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rw-r--r--"));
    }
}
