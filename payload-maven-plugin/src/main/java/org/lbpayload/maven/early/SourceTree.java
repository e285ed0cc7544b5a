// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.early;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.lbpayload.format.NameOrder;
import org.lbpayload.maven.io.Reason;

/**
 * The directories and files of a builder-hex0 disk image, merged from layers and sorted by the bytes of their names. A
 * file in a later layer replaces the file with the same path in an earlier layer. Symbolic links are followed, because
 * the image cannot contain symbolic links.
 */
final class SourceTree {
    private static final String GIT = ".git";

    /** A file of the tree: the source on the build machine and the size in bytes. */
    record File(Path source, long size) {}

    static final class Directory {
        private final SortedMap<String, Directory> directories = new TreeMap<>(NameOrder.INSTANCE);
        private final SortedMap<String, File> files = new TreeMap<>(NameOrder.INSTANCE);

        SortedMap<String, Directory> directories() {
            return directories;
        }

        SortedMap<String, File> files() {
            return files;
        }
    }

    private final Directory root = new Directory();

    Directory root() {
        return root;
    }

    /**
     * Adds the content of a directory. Files and directories with {@code .git} in their names are omitted, as in
     * live-bootstrap's generator.
     *
     * @param under the directory in the tree that receives the content; empty for the root
     * @param leftOut the name of a child of {@code source} to omit; empty for none
     * @throws EarlyException if the directory cannot be read, or a path is a file in one layer and a directory in
     *     another
     */
    void addTree(Path source, String under, String leftOut) throws EarlyException {
        try {
            addChildren(source, directory(under, source), leftOut, new HashSet<>());
        } catch (IOException e) {
            throw unreadable(source, e);
        } catch (DirectoryIteratorException e) {
            throw unreadable(source, e.getCause());
        }
    }

    private static EarlyException unreadable(Path source, IOException e) {
        return new EarlyException("cannot read " + source + " for the early image: " + Reason.of(e), e);
    }

    private static void addChildren(Path source, Directory into, String leftOut, Set<Path> ancestors)
            throws IOException, EarlyException {
        Path real = source.toRealPath();
        if (!ancestors.add(real)) {
            throw new EarlyException(
                    source + " is a symbolic link to a directory that contains the link: delete the link");
        }
        try (DirectoryStream<Path> children = Files.newDirectoryStream(source)) {
            for (Path child : children) {
                String name = child.getFileName().toString();
                if (name.contains(GIT) || name.equals(leftOut)) {
                    continue;
                }
                if (Files.isDirectory(child)) {
                    addChildren(child, child(into, name, child), "", ancestors);
                } else {
                    put(into, name, child);
                }
            }
        }
        ancestors.remove(real);
    }

    /** Adds the files of a directory, excluding its subdirectories, to the root of the tree. */
    void addFilesOf(Path source) throws EarlyException {
        try (DirectoryStream<Path> children = Files.newDirectoryStream(source, Files::isRegularFile)) {
            for (Path child : children) {
                if (!child.getFileName().toString().contains(GIT)) {
                    put(root, child.getFileName().toString(), child);
                }
            }
        } catch (IOException e) {
            throw unreadable(source, e);
        } catch (DirectoryIteratorException e) {
            throw unreadable(source, e.getCause());
        }
    }

    /** Adds one file and its parent directories. */
    void addFile(Path source, String path) throws EarlyException {
        try {
            int slash = path.lastIndexOf('/');
            put(directory(path.substring(0, Math.max(slash, 0)), source), path.substring(slash + 1), source);
        } catch (IOException e) {
            throw unreadable(source, e);
        }
    }

    private Directory directory(String path, Path source) throws EarlyException {
        Directory directory = root;
        if (!path.isEmpty()) {
            for (String name : path.split("/", -1)) {
                directory = child(directory, name, source);
            }
        }
        return directory;
    }

    private static Directory child(Directory parent, String name, Path source) throws EarlyException {
        if (parent.files.containsKey(name)) {
            throw conflict(source);
        }
        requirePlain(name, source);
        return parent.directories.computeIfAbsent(name, key -> new Directory());
    }

    private static void put(Directory parent, String name, Path source) throws IOException, EarlyException {
        if (parent.directories.containsKey(name)) {
            throw conflict(source);
        }
        requirePlain(name, source);
        if (Files.exists(source) && !Files.isRegularFile(source)) {
            throw new EarlyException("the early image cannot contain " + source
                    + ": expected a file or directory, found a special file: delete the special file");
        }
        parent.files.put(name, new File(source, Files.size(source)));
    }

    private static void requirePlain(String name, Path source) throws EarlyException {
        if (name.indexOf('\uFFFD') >= 0) { // Java decodes invalid bytes of a name as this character
            throw new EarlyException(
                    "the early image cannot contain " + source
                            + ": the name is not valid in the encoding of the locale: run Maven in a UTF-8 locale, or rename the file");
        }
        if (name.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
            throw new EarlyException("the early image cannot contain " + source
                    + ": the name contains a control character: rename the file");
        }
    }

    private static EarlyException conflict(Path source) {
        return new EarlyException(
                source + " is a file in one part of the early image and a directory in another: rename one of them");
    }
}
