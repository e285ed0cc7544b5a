// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.image;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.io.file.PathUtils;
import org.jspecify.annotations.Nullable;
import org.lbpayload.format.ImageLimitException;
import org.lbpayload.format.IndexPlan;
import org.lbpayload.format.Layout;
import org.lbpayload.format.PayloadId;
import org.lbpayload.format.PayloadImage;
import org.lbpayload.format.PayloadIndex;
import org.lbpayload.maven.io.Reason;

/**
 * Builds payload images. The same sources give the same bytes, whatever order they are found in and whatever the time,
 * the locale and the user's umask are.
 */
public final class ImageBuilder {
    private ImageBuilder() {}

    /**
     * Builds an image, unless the one that stands was built from the same inputs. It is written beside its final place
     * and renamed when it is whole, and the one that stood is deleted before: whatever happens, what stands at the end
     * is the image that was asked for or none. A file that is no image is not replaced. A caller that gives up before
     * it comes here calls {@link #discard} where {@link #wasBuilt} says so.
     *
     * @throws ImageException where the image cannot be built; then none of ours stands
     */
    public static BuiltImage build(ImageRequest request) throws ImageException {
        checkPlace(request);
        BuiltImage built = null;
        try {
            built = buildOrKeep(request);
            return built;
        } finally {
            if (built == null) {
                checkSources(request); // else it would be a source that is deleted
                discard(request.file());
            }
        }
    }

    /**
     * Deletes an image and what this class keeps beside it; nothing where nothing stands there. Where there is a file
     * that is no image, and was none of ours, all stays: it is somebody's who mistyped a path.
     *
     * @throws ImageException where they cannot be deleted
     */
    public static void discard(Path image) throws ImageException {
        if (isAnothers(image)) {
            return;
        }
        try {
            Files.deleteIfExists(temporary(image));
            if (isImage(image) || wasBuilt(image) && Files.isRegularFile(image)) {
                Files.delete(image);
            }
            Files.deleteIfExists(ImageState.fileOf(image));
        } catch (IOException e) {
            throw new ImageException(
                    "<imageFile>: the outdated " + image + " cannot be deleted: " + Reason.of(e)
                            + "; delete it by hand, or name another file",
                    e);
        }
    }

    /** Whether a build finished an image there: then it is none of the sources, and ours even if damaged since. */
    public static boolean wasBuilt(Path image) {
        return Files.exists(ImageState.fileOf(image));
    }

    private static boolean isAnothers(Path image) throws ImageException {
        try {
            return Files.exists(image) && Files.size(image) > 0 && !wasBuilt(image) && !isImage(image);
        } catch (IOException e) {
            throw new ImageException(
                    "<imageFile>: " + image + " is there and cannot be read: " + Reason.of(e)
                            + "; name another file, or delete it",
                    e);
        }
    }

    private static boolean isImage(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(file)) {
            return PayloadImage.hasMagic(channel, 0);
        }
    }

    private static void checkPlace(ImageRequest request) throws ImageException {
        Path image = request.file();
        if (Files.exists(image, LinkOption.NOFOLLOW_LINKS) && !Files.isRegularFile(image)) {
            throw new ImageException("<imageFile>: " + image
                    + " is there and is no regular file: name a file; the image can be copied to a disk afterwards");
        }
        Path folder = image.toAbsolutePath().getParent();
        while (folder != null && !Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            folder = folder.getParent();
        }
        if (folder != null && !Files.isDirectory(folder)) {
            throw new ImageException("<imageFile>: " + image + " cannot be written, since " + folder
                    + " is no folder: name another place");
        }
    }

    /** Takes a second look at each file, so it is for when there is something to build: no image holds itself. */
    private static void checkSources(ImageRequest request) throws ImageException {
        Path image = request.file();
        Path temporary = temporary(image);
        Path state = ImageState.fileOf(image);
        Object key = key(image);
        for (ImageSource source : request.sources()) {
            if (key != null && key.equals(key(source.path()))) {
                throw new ImageException(source.origin() + ": " + source.path()
                        + " is the image itself: name another <imageFile>, or leave it out of the sources");
            }
            if (source.path().equals(temporary) || source.path().equals(state)) {
                throw new ImageException(source.origin() + ": " + source.path() + " is what a build keeps beside its"
                        + " image: name another <imageFile>, or leave it out of the sources");
            }
        }
    }

    /** What two paths to one file have in common; null where there is no file, which is told later. */
    private static @Nullable Object key(Path path) {
        try {
            Object key = Files.readAttributes(path, BasicFileAttributes.class).fileKey();
            return key != null ? key : path.toRealPath();
        } catch (IOException e) {
            return null;
        }
    }

    private static BuiltImage buildOrKeep(ImageRequest request) throws ImageException {
        List<SourceFile> files = new ArrayList<>();
        for (ImageSource source : request.sources()) {
            files.add(SourceFile.inspect(source));
        }
        ImageState state = new ImageState(request, files);
        Optional<BuiltImage> standing = request.force() ? Optional.empty() : state.standing(request);
        if (standing.isPresent()) {
            return standing.get();
        }
        checkSources(request);
        for (SourceFile file : files) {
            file.checkReadable();
        }
        Map<String, SourceFile> byName = Merge.byName(files);
        PayloadIndex index = plan(request.layout(), byName);
        if (isAnothers(request.file())) {
            throw new ImageException("<imageFile>: " + request.file()
                    + " is there and is no payload image: name another file, or delete it");
        }
        discard(request.file());
        Path temporary = temporary(request.file());
        try {
            PathUtils.createParentDirectories(request.file().toAbsolutePath());
            Optional<PayloadId> payloadId = new ImageWriter(index, byName, request.checksums()).write(temporary);
            state.write(temporary, byName.size(), payloadId);
            Files.move(temporary, request.file(), StandardCopyOption.ATOMIC_MOVE);
            return new BuiltImage(
                    request.file(), index.layout(), byName.size(), Files.size(request.file()), payloadId, false);
        } catch (IOException e) {
            throw new ImageException(
                    "<imageFile>: cannot write " + request.file() + " of " + index.length() + " bytes or more: "
                            + Reason.of(e) + "; check the folder's permissions and the space left on its disk",
                    e);
        }
    }

    private static Path temporary(Path image) {
        return image.resolveSibling(image.getFileName() + ".part");
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
