// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.image;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lbpayload.format.ImageLimitException;
import org.lbpayload.format.IndexPlan;
import org.lbpayload.format.Layout;
import org.lbpayload.format.PayloadId;
import org.lbpayload.format.PayloadImage;
import org.lbpayload.format.PayloadIndex;
import org.lbpayload.maven.io.AtomicFile;
import org.lbpayload.maven.io.LockFile;
import org.lbpayload.maven.io.Reason;

/**
 * A builder of a payload image. The same sources produce the same image, independently of the order of the sources, the
 * time, the locale and the umask.
 *
 * <p>A build locks the image while reading the inputs and writing or deleting files. A failed build deletes the
 * outdated image that existed when the build started, but never an image that another build has finished in the
 * meantime.
 */
public final class ImageBuilder {
    private final Path image;

    /** The attributes of the image when the build started; empty if no image existed. */
    private final Optional<String> outdated;

    private ImageBuilder(Path image) {
        this.image = image;
        this.outdated = ImageState.stampOf(image);
    }

    /** A reader of the configuration that lists the files to pack. */
    @FunctionalInterface
    public interface Inputs {
        /** Returns the image to build; empty if there is nothing to build. */
        Optional<ImageRequest> read() throws ImageException;
    }

    /**
     * Builds the image unless it is up to date. The image appears under its final name only when the image is complete.
     * A file that is not a payload image is never replaced.
     *
     * @param image the file to write; missing directories are created
     * @param onWait an action to run once if another process is building the same image
     * @param inputs the inputs, which are read while the lock is held
     * @return the image; empty if there is nothing to build
     */
    public static Optional<BuiltImage> build(Path image, Runnable onWait, Inputs inputs) throws ImageException {
        requireWritablePlace(image);
        ImageBuilder builder = new ImageBuilder(image);
        try {
            return LockFile.whileHeld(LockFile.of(image), onWait, () -> builder.build(inputs));
        } catch (IOException e) {
            throw new ImageException("<imageFile>: cannot lock " + image + ": " + Reason.of(e) + remedy(e), e);
        }
    }

    /** Returns the remedy for an image that cannot be locked; empty if the reason includes the remedy. */
    private static String remedy(IOException reason) {
        if (reason instanceof FileAlreadyExistsException) {
            return "";
        }
        return reason instanceof AccessDeniedException
                ? "; check the permissions of its directory, or name another file"
                : "; check its file system and the free space, or name another file";
    }

    private static void requireWritablePlace(Path image) throws ImageException {
        if (Files.exists(image, LinkOption.NOFOLLOW_LINKS) && !Files.isRegularFile(image)) {
            throw new ImageException("<imageFile>: " + image
                    + " exists and is not a regular file: name a file, and write the image to a disk with"
                    + " lbpayload:write-disk");
        }
        Path directory = image.toAbsolutePath().getParent();
        while (directory != null && !Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
            directory = directory.getParent();
        }
        if (directory != null && !Files.isDirectory(directory)) {
            throw new ImageException(
                    "<imageFile>: cannot write " + image + ": " + directory + " is not a directory; name another file");
        }
    }

    private Optional<BuiltImage> build(Inputs inputs) throws ImageException {
        Optional<ImageRequest> request = Optional.empty();
        Optional<BuiltImage> built = Optional.empty();
        try {
            request = inputs.read();
            if (request.isPresent()) {
                built = Optional.of(buildOrKeep(request.get()));
            }
            return built;
        } finally {
            if (built.isEmpty()) {
                deleteOutdated(request);
            }
        }
    }

    /**
     * Deletes the outdated image. If the request is empty, deletes only an image that an earlier build wrote, because
     * any other file may be a source.
     */
    private void deleteOutdated(Optional<ImageRequest> request) throws ImageException {
        if (request.isPresent()) {
            refuseOwnFilesAsSources(request.get());
        } else if (!wasBuilt()) {
            return;
        }
        deleteOutdated();
    }

    private void deleteOutdated() throws ImageException {
        if (!outdated.equals(ImageState.stampOf(image)) || isForeign()) {
            return;
        }
        try {
            Files.deleteIfExists(image);
            Files.deleteIfExists(ImageState.fileOf(image));
        } catch (IOException e) {
            throw new ImageException(
                    "<imageFile>: cannot delete the outdated image " + image + ": " + Reason.of(e)
                            + "; delete it yourself, or name another file",
                    e);
        }
    }

    /**
     * Returns whether an earlier build wrote an image to this path, even if the file has been changed or replaced since
     * then.
     */
    private boolean wasBuilt() {
        return Files.exists(ImageState.fileOf(image));
    }

    /** Returns whether the file has content but does not start with the magic of a payload image. */
    private boolean isForeign() throws ImageException {
        try {
            return Files.exists(image) && Files.size(image) > 0 && !hasMagic(image);
        } catch (IOException e) {
            throw new ImageException(
                    "<imageFile>: " + image + " exists and cannot be read: " + Reason.of(e)
                            + "; name another file, or delete this one",
                    e);
        }
    }

    private static boolean hasMagic(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            return PayloadImage.hasMagic(channel, 0);
        }
    }

    private void refuseOwnFilesAsSources(ImageRequest request) throws ImageException {
        Object key = key(image);
        for (ImageSource source : request.sources()) {
            if (key != null && key.equals(key(source.path()))) {
                throw new ImageException(source.origin() + ": " + source.path()
                        + " is the image itself: name another <imageFile>, or remove the image from the sources");
            }
            if (isFileOfBuild(source.path())) {
                throw new ImageException(source.origin() + ": " + source.path()
                        + " is a state, lock or temporary file of the image: name another <imageFile>, or remove"
                        + " the file from the sources");
            }
        }
    }

    /**
     * Returns whether {@code path} is the state file, a lock file or a temporary file of this build or another build of
     * the image. Symbolic links are followed, because a source and the image can be in the same directory under
     * different paths.
     */
    private boolean isFileOfBuild(Path path) {
        try {
            Path real = path.toRealPath();
            String name = String.valueOf(real.getFileName());
            return (name.equals(ImageState.fileOf(image).getFileName().toString())
                            || name.startsWith("." + image.getFileName() + "."))
                    && Files.isSameFile(real.getParent(), image.toAbsolutePath().getParent());
        } catch (IOException e) {
            return false; // SourceFile reports a source that is missing or not accessible
        }
    }

    /** Returns a value that is equal for two paths to the same file, or null if there is no file. */
    private static @Nullable Object key(Path path) {
        try {
            Object key = Files.readAttributes(path, BasicFileAttributes.class).fileKey();
            return key != null ? key : path.toRealPath();
        } catch (IOException e) {
            return null;
        }
    }

    private BuiltImage buildOrKeep(ImageRequest request) throws ImageException {
        List<SourceFile> files = new ArrayList<>();
        for (ImageSource source : request.sources()) {
            files.add(SourceFile.inspect(source));
        }
        ImageState state = new ImageState(image, request.settings(), files);
        Optional<BuiltImage> existing = request.force() ? Optional.empty() : state.upToDateImage();
        if (existing.isPresent()) {
            return existing.get();
        }
        refuseOwnFilesAsSources(request);
        for (SourceFile file : files) {
            file.requireReadable();
        }
        Map<String, SourceFile> byName = Merge.byName(files);
        PayloadIndex index = plan(request.settings().layout(), byName);
        if (isForeign()) {
            throw new ImageException("<imageFile>: " + image
                    + " exists and is not a payload image: name another file, or delete this one");
        }
        deleteOutdated();
        return write(index, byName, request.settings(), state);
    }

    private BuiltImage write(
            PayloadIndex index, Map<String, SourceFile> byName, ImageRequest.Settings settings, ImageState state)
            throws ImageException {
        try (AtomicFile file = AtomicFile.create(image)) {
            Optional<PayloadId> payloadId =
                    new ImageWriter(index, byName, settings.checksums()).write(file.temporary());
            state.write(file.temporary(), byName.size(), payloadId);
            file.commit();
            return new BuiltImage(image, index.layout(), byName.size(), Files.size(image), payloadId, false);
        } catch (IOException e) {
            throw new ImageException(
                    "<imageFile>: cannot write " + image + ", which needs at least " + index.length() + " bytes: "
                            + Reason.of(e) + "; check the permissions of its directory and the free space",
                    e);
        }
    }

    private static PayloadIndex plan(Layout layout, Map<String, SourceFile> byName) throws ImageException {
        Map<String, Long> sizes = new LinkedHashMap<>();
        byName.forEach((name, file) -> sizes.put(name, file.size()));
        try {
            return IndexPlan.of(layout, sizes);
        } catch (ImageLimitException e) {
            throw new ImageException(
                    layout == Layout.U32
                            ? "<layout>: " + e.getMessage() + ": choose u64, or pack fewer files"
                            : e.getMessage(),
                    e);
        }
    }
}
