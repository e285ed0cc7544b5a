// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.early;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * A limit of the target in kernel-bootstrap mode. The target does not report an exceeded limit: the boot stops
 * silently, or a file is missing.
 *
 * @param resource the limited resource as a plural noun phrase, for messages
 * @param used the amount that the images use
 * @param limit the maximum amount
 * @param remedy the remedy if the limit is exceeded, as an imperative
 */
public record TargetLimit(String resource, long used, long limit, String remedy) {
    /** The size of the RAM disk that live-bootstrap's script {@code jump/fiwix.sh} creates, as of November 2026. */
    static final long FIWIX_ROOT_BYTES = 1_381_376L * 1024;

    /** The size of the memory in which builder-hex0 stores files. Fiwix's RAM disk takes up part of this memory. */
    private static final long FILE_AREA_BYTES = 1_744_830_464L;

    /** The part of the RAM disk that is reserved for live-bootstrap's own files. */
    private static final long FIWIX_ROOT_RESERVED_BYTES = 190_000_000L;

    private static final long MAXIMUM_READ_BYTES = (1L << 32) - 1;
    private static final long SLOTS = 14_332;
    private static final long PATH_BYTES = 1_003;

    /** The number of directories and files that the commands at the end of the image create. */
    private static final int SLOTS_OF_COMMANDS = 6;

    private static final int LISTED_FILES = 5;
    private static final String DISTFILES = "./external/distfiles/";

    /** Returns whether the images use more than the limit. */
    public boolean isExceeded() {
        return used > limit;
    }

    /** Returns whether the images use more than three quarters of the limit. */
    public boolean isNear() {
        return used > limit / 4 * 3;
    }

    /** Returns a message with the used amount and either the remaining amount or the remedy for an exceeded limit. */
    @Override
    public String toString() {
        return resource + ": " + used + " of " + limit + " used, "
                + (isExceeded() ? used - limit + " too many: " + remedy : limit - used + " remaining");
    }

    /**
     * Returns the limits that apply to the early image, with the used amounts.
     *
     * @param fiwixRootBytes the size of Fiwix's RAM disk in bytes
     */
    static List<TargetLimit> ofTree(SourceTree tree, long fiwixRootBytes) {
        Totals totals = new Totals();
        totals.add(tree.root(), ".");
        return List.of(
                new TargetLimit(
                        "file slots of builder-hex0",
                        totals.slots + SLOTS_OF_COMMANDS,
                        SLOTS,
                        "remove steps that the manifest does not build"),
                new TargetLimit(
                        "bytes of the longest path",
                        totals.longestPath.getBytes(StandardCharsets.UTF_8).length,
                        PATH_BYTES,
                        "shorten the path " + totals.longestPath),
                new TargetLimit(
                        "bytes of files present before the jump to Fiwix, excluding files that the steps build",
                        totals.bytes,
                        FILE_AREA_BYTES - fiwixRootBytes,
                        "move the line 'improve: import_payload' towards the start of the manifest, but not before"
                                + " 'jump: fiwix', so that the payload contains "
                                + totals.largestDistfiles()));
    }

    /**
     * Returns the limits that apply to the payload, with the used amounts.
     *
     * @param contentBytes the total size of all entries in bytes
     * @param imageBytes the size of the largest payload image in bytes
     * @param fiwixRootBytes the size of Fiwix's RAM disk in bytes
     */
    public static List<TargetLimit> ofPayload(long contentBytes, long imageBytes, long fiwixRootBytes) {
        return List.of(
                new TargetLimit(
                        "bytes of Fiwix's RAM disk for the payload",
                        contentBytes,
                        fiwixRootBytes - FIWIX_ROOT_RESERVED_BYTES,
                        "import the rest of the payload from another image after the jump to Linux"),
                new TargetLimit(
                        "bytes that Fiwix can read from the payload disk",
                        imageBytes,
                        MAXIMUM_READ_BYTES,
                        "import the rest of the payload from another image after the jump to Linux"));
    }

    /**
     * Checks that no limit is exceeded.
     *
     * @throws EarlyException if a limit is exceeded; the message lists all exceeded limits
     */
    public static void requireNoneExceeded(List<TargetLimit> limits) throws EarlyException {
        List<String> exceeded = limits.stream()
                .filter(TargetLimit::isExceeded)
                .map(TargetLimit::toString)
                .toList();
        if (!exceeded.isEmpty()) {
            throw new EarlyException(
                    "the target cannot boot, because its limits are exceeded:\n  " + String.join("\n  ", exceeded));
        }
    }

    private static final class Totals {
        private final List<Map.Entry<String, SourceTree.File>> distfiles = new ArrayList<>();
        private long slots = 1;
        private long bytes;
        private String longestPath = ".";

        void add(SourceTree.Directory directory, String path) {
            slots += directory.directories().size() + directory.files().size();
            for (Map.Entry<String, SourceTree.File> file : directory.files().entrySet()) {
                String filePath = path + "/" + file.getKey();
                bytes += file.getValue().size();
                see(filePath);
                if (filePath.startsWith(DISTFILES)) {
                    distfiles.add(Map.entry(file.getKey(), file.getValue()));
                }
            }
            for (Map.Entry<String, SourceTree.Directory> child :
                    directory.directories().entrySet()) {
                see(path + "/" + child.getKey());
                add(child.getValue(), path + "/" + child.getKey());
            }
        }

        private void see(String path) {
            if (path.getBytes(StandardCharsets.UTF_8).length > longestPath.getBytes(StandardCharsets.UTF_8).length) {
                longestPath = path;
            }
        }

        String largestDistfiles() {
            distfiles.sort(Comparator.comparingLong(file -> -file.getValue().size()));
            List<String> largest = new ArrayList<>();
            for (Map.Entry<String, SourceTree.File> file :
                    distfiles.subList(0, Math.min(LISTED_FILES, distfiles.size()))) {
                largest.add(file.getKey() + " (" + file.getValue().size() + " bytes)");
            }
            return largest.isEmpty() ? "more distfiles" : String.join(", ", largest);
        }
    }
}
