// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.maven.shared.model.fileset.util.FileSetManager;
import org.codehaus.plexus.util.MatchPatterns;
import org.lbpayload.maven.image.ImageException;
import org.lbpayload.maven.image.ImageSource;
import org.lbpayload.maven.image.LocalePath;

/** One {@code <fileSet>} of {@code <fileSets>}: Maven's own, with its elements and defaults. */
public final class FileSet extends org.apache.maven.shared.model.fileset.FileSet {
    private static final long serialVersionUID = 1L;

    /** Takes the short form: the folder alone. */
    public void set(String directory) {
        setDirectory(directory);
    }

    /** The files of the set. A relative folder counts from {@code basedir}, as everywhere in a POM. */
    List<ImageSource> list(Path basedir) throws ImageException {
        if (getDirectory() == null || getDirectory().isBlank()) {
            throw new ImageException("<fileSets>: expected a <directory>, found none: give the file set one");
        }
        Path directory = basedir.resolve(LocalePath.of(getDirectory(), "<fileSets>"));
        if (!Files.isDirectory(directory)) {
            throw new ImageException("<fileSets>: " + directory
                    + " is not a folder: make it, or name another <directory> for the file set");
        }
        try {
            Path real = directory.toRealPath(); // the scanner does not enter what is a link itself
            setDirectory(real.toString());
            refuseNamesOfOtherEncodings(real);
        } catch (IOException e) {
            throw new ImageException("<fileSets>: " + directory + " cannot be looked at: " + e, e);
        }
        List<ImageSource> sources = new ArrayList<>();
        for (String file : new FileSetManager().getIncludedFiles(this)) {
            sources.add(ImageSource.of(directory.resolve(file), "<fileSets>"));
        }
        return sources;
    }

    /** The scanner leaves out, without a word, what {@link File} cannot find under the name that it gives. */
    private void refuseNamesOfOtherEncodings(Path directory) throws IOException, ImageException {
        MatchPatterns includes = Layer.includes(this);
        MatchPatterns excludes = Layer.excludes(this);
        List<Path> lost = new ArrayList<>();
        Set<FileVisitOption> options = isFollowSymlinks() ? Set.of(FileVisitOption.FOLLOW_LINKS) : Set.of();
        Files.walkFileTree(directory, options, Integer.MAX_VALUE, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                return isLost(folder) && !excludes.matches(directory.relativize(folder) + "/", true)
                        ? lost(folder)
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                String name = directory.relativize(file).toString();
                return isLost(file) && includes.matches(name, true) && !excludes.matches(name, true)
                        ? lost(file)
                        : FileVisitResult.CONTINUE;
            }

            private FileVisitResult lost(Path path) {
                lost.add(path);
                return FileVisitResult.TERMINATE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException cause) {
                return FileVisitResult.CONTINUE; // as the scanner goes on
            }
        });
        if (!lost.isEmpty()) {
            throw new ImageException(
                    "<fileSets>: a file in " + lost.get(0).getParent() + " has a name that the encoding"
                            + " of this locale does not have: rename it, or set LC_ALL to a UTF-8 locale such as C.UTF-8");
        }
    }

    private static boolean isLost(Path path) {
        return Files.exists(path) && !path.toFile().exists();
    }
}
