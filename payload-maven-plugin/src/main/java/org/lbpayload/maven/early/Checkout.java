// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.early;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.lbpayload.maven.io.Reason;

/**
 * A checkout of live-bootstrap, from which the first disk for the kernel-bootstrap mode is built.
 *
 * @param steps the steps directory
 */
public record Checkout(Path steps) {
    private static final Pattern SUBMODULE = Pattern.compile("^\\s*path\\s*=\\s*(\\S.*?)\\s*$");
    private static final Pattern FIWIX_ROOT = Pattern.compile("^\\s*make_fiwix_initrd\\s+-s\\s+([0-9]{1,12})\\s");

    /** The subdirectory of stage0-posix that builder-hex0 replaces. */
    private static final String SEEDS = "bootstrap-seeds";

    /** Creates a checkout in which builder-hex0 and seed are siblings of the steps directory. */
    public Checkout {
        steps = steps.toAbsolutePath().normalize();
    }

    private Path builderHex0() {
        return steps.resolveSibling("builder-hex0");
    }

    private Path seed() {
        return steps.resolveSibling("seed");
    }

    private Path stage0() {
        return seed().resolve("stage0-posix");
    }

    /** Returns the directories whose files are part of the disk image. */
    public List<Path> directories() {
        return List.of(steps, builderHex0(), seed());
    }

    /** Returns whether the submodules builder-hex0 and seed/stage0-posix are checked out. */
    public boolean hasSubmodules() {
        return isFilled(builderHex0()) && isFilled(stage0());
    }

    /**
     * Checks that all submodules are checked out, including nested submodules.
     *
     * @throws EarlyException if a submodule is missing; the message names all missing submodules
     */
    public void requireSubmodules() throws EarlyException {
        List<Path> missing = new ArrayList<>();
        for (Path submodule : List.of(builderHex0(), stage0())) {
            if (isFilled(submodule)) {
                addMissingSubmodules(submodule, missing);
            } else {
                missing.add(submodule);
            }
        }
        if (!missing.isEmpty()) {
            throw new EarlyException("submodules of live-bootstrap are missing: "
                    + String.join(", ", missing.stream().map(Path::toString).toList())
                    + ": run 'git submodule update --init --recursive' in " + steps.getParent());
        }
    }

    private static void addMissingSubmodules(Path directory, List<Path> missing) throws EarlyException {
        Path modules = directory.resolve(".gitmodules");
        if (!Files.exists(modules)) {
            return;
        }
        for (String line : lines(modules)) {
            Matcher path = SUBMODULE.matcher(line);
            if (path.matches() && !path.group(1).equals(SEEDS)) {
                Path submodule = directory.resolve(path.group(1));
                if (isFilled(submodule)) {
                    addMissingSubmodules(submodule, missing);
                } else {
                    missing.add(submodule);
                }
            }
        }
    }

    private static boolean isFilled(Path directory) {
        try (Stream<Path> children = Files.list(directory)) {
            return children.anyMatch(child -> !child.getFileName().toString().equals(".git"));
        } catch (IOException e) {
            return false;
        }
    }

    private static List<String> lines(Path file) throws EarlyException {
        try {
            // In ISO 8859-1, every byte is a character, so reading cannot fail because of the encoding.
            return Files.readAllLines(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new EarlyException("cannot read " + file + ": " + Reason.of(e), e);
        }
    }

    /**
     * Writes the disk image.
     *
     * @param earlyRoot the directory with the early distfiles, the import step and {@code bootstrap.cfg}
     * @param size the minimum size of the image in bytes; larger content makes the image larger
     * @param image the file to create or replace
     * @param limits a consumer that receives each limit with the used amount before the image is written
     * @param onWait an action to run once if another run is writing the image
     * @throws EarlyException if a limit is exceeded, a source cannot be read, or the image cannot be written
     */
    public void writeImage(Path earlyRoot, long size, Path image, Consumer<TargetLimit> limits, Runnable onWait)
            throws EarlyException {
        SourceTree tree = tree();
        tree.addTree(earlyRoot, "", EarlyRoot.GENERATED);
        List<TargetLimit> all = TargetLimit.ofTree(tree, fiwixRootBytes());
        all.forEach(limits);
        TargetLimit.requireNoneExceeded(all);
        DiskImageWriter.write(tree, builderHex0(), size, image, onWait);
    }

    /**
     * Returns the limits that apply to the disk image and the payload, with the used amounts.
     *
     * @param earlyDistfiles the early distfiles; missing files are ignored
     * @param payloadBytes the total size of the entries of the payload image in bytes
     * @param imageBytes the size of the payload image in bytes
     * @throws EarlyException if the checkout cannot be read or a submodule is missing
     */
    public List<TargetLimit> limits(List<Path> earlyDistfiles, long payloadBytes, long imageBytes)
            throws EarlyException {
        SourceTree tree = tree();
        for (Path distfile : earlyDistfiles) {
            if (Files.isRegularFile(distfile)) {
                tree.addFile(distfile, "external/distfiles/" + distfile.getFileName());
            }
        }
        List<TargetLimit> limits = new ArrayList<>(TargetLimit.ofTree(tree, fiwixRootBytes()));
        limits.addAll(TargetLimit.ofPayload(payloadBytes, imageBytes, fiwixRootBytes()));
        return limits;
    }

    private SourceTree tree() throws EarlyException {
        requireSubmodules();
        SourceTree tree = new SourceTree();
        tree.addTree(stage0(), "", SEEDS);
        tree.addFilesOf(seed());
        tree.addTree(steps, "steps", "");
        return tree;
    }

    /**
     * Returns the size in bytes of the RAM disk that the script {@code jump/fiwix.sh} creates. If the script cannot be
     * read or states no size, returns the size as of November 2026.
     */
    public long fiwixRootBytes() {
        try {
            for (String line : lines(steps.resolve("jump/fiwix.sh"))) {
                Matcher size = FIWIX_ROOT.matcher(line);
                if (size.find()) {
                    return Long.parseLong(size.group(1)) * 1024;
                }
            }
        } catch (EarlyException e) {
            return TargetLimit.FIWIX_ROOT_BYTES;
        }
        return TargetLimit.FIWIX_ROOT_BYTES;
    }
}
