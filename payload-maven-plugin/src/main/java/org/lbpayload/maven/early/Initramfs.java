// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.early;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.lbpayload.format.NameOrder;
import org.lbpayload.maven.io.Reason;

/**
 * The content of an initramfs: layers of files, sorted by the bytes of their names. A file in a later layer replaces
 * the file with the same name in an earlier layer.
 *
 * <p>Every entry is owned by root. Directories and executable files have mode 0755, other files 0644, independently of
 * the build machine's umask.
 */
public final class Initramfs {

    private final TreeMap<String, InitramfsEntry> entries = new TreeMap<>(NameOrder.INSTANCE);

    /** Creates an initramfs with /dev/console and /dev/null, which a kernel without devtmpfs requires. */
    public Initramfs() {
        entries.put("dev/console", new InitramfsEntry.CharacterDevice("dev/console", 0600, 5, 1));
        entries.put("dev/null", new InitramfsEntry.CharacterDevice("dev/null", 0666, 1, 3));
    }

    /**
     * Adds the content of a directory. Symbolic links in the directory are not followed.
     *
     * @param under the path of the content in the initramfs, with {@code /} between elements; empty for the root
     * @param included a filter for paths relative to {@code tree}, applied to each file and directory, including the
     *     content of excluded directories
     * @throws EarlyException if the directory cannot be read or contains a file that an initramfs cannot contain
     */
    public void addTree(Path tree, String under, Predicate<String> included) throws EarlyException {
        try {
            Path directory = tree.toRealPath(); // follows a symbolic link to the directory, such as /lib64
            for (Path source : allBelow(directory)) {
                String name = slashed(directory.relativize(source));
                if (included.test(name)) {
                    add(source, under.isEmpty() ? name : under + "/" + name);
                }
            }
        } catch (IOException e) {
            throw unreadable(tree, e);
        } catch (UncheckedIOException e) {
            throw unreadable(tree, e.getCause());
        }
    }

    private static EarlyException unreadable(Path source, IOException e) {
        return new EarlyException("cannot read " + source + " for the initramfs: " + Reason.of(e), e);
    }

    private static List<Path> allBelow(Path tree) throws IOException {
        try (Stream<Path> all = Files.walk(tree)) {
            return all.skip(1).toList();
        }
    }

    private static String slashed(Path relative) {
        List<String> elements = new ArrayList<>();
        relative.forEach(element -> elements.add(element.toString()));
        return String.join("/", elements);
    }

    /**
     * Adds one file, symbolic link or directory. The content of a directory is not added, and a symbolic link is not
     * followed.
     *
     * @param name the path in the initramfs, with {@code /} between elements
     * @throws EarlyException if the file cannot be read, an initramfs cannot contain the file, or {@code name} is a
     *     file in one layer and a directory in another
     */
    public void add(Path source, String name) throws EarlyException {
        requirePlainName(source, name);
        try {
            put(entryFor(source, name));
        } catch (IOException e) {
            throw unreadable(source, e);
        }
    }

    /** Returns whether the initramfs has an entry with the path {@code name}, relative to the root. */
    public boolean contains(String name) {
        return entries.containsKey(name);
    }

    /**
     * Returns whether the kernel can run an entry. A symbolic link is assumed to lead to an executable file.
     *
     * @param name the path in the initramfs, with {@code /} between elements
     */
    public boolean canRun(String name) {
        InitramfsEntry entry = entries.get(name);
        return entry instanceof InitramfsEntry.SymbolicLink
                || entry instanceof InitramfsEntry.File file && file.executable();
    }

    /** Returns all entries, with each directory before its content. */
    Collection<InitramfsEntry> entries() throws EarlyException {
        for (InitramfsEntry entry : new ArrayList<>(entries.values())) {
            addParents(entry.name());
        }
        return entries.values();
    }

    private void addParents(String name) throws EarlyException {
        for (int slash = name.lastIndexOf('/'); slash > 0; slash = name.lastIndexOf('/', slash - 1)) {
            String parent = name.substring(0, slash);
            InitramfsEntry existing = entries.putIfAbsent(parent, new InitramfsEntry.Directory(parent));
            if (existing != null && !(existing instanceof InitramfsEntry.Directory)) {
                throw new EarlyException("the initramfs cannot contain " + name + " because " + parent
                        + " is not a directory in an earlier layer: move one of them");
            }
        }
    }

    /**
     * Adds a file as an executable file, independently of the mode of the file on the build machine.
     *
     * @param source the file; a symbolic link is followed
     * @param name the path in the initramfs, with {@code /} between elements
     * @throws EarlyException if the source is not a file, or {@link #add} would fail
     */
    public void addExecutable(Path source, String name) throws EarlyException {
        requirePlainName(source, name);
        try {
            InitramfsEntry entry = entryFor(source.toRealPath(), name);
            if (!(entry instanceof InitramfsEntry.File file)) {
                throw new EarlyException("the initramfs cannot run " + source
                        + ": expected a file, found something else: name a program");
            }
            put(new InitramfsEntry.File(name, file.source(), file.size(), true));
        } catch (IOException e) {
            throw unreadable(source, e);
        }
    }

    private void put(InitramfsEntry entry) throws EarlyException {
        InitramfsEntry before = entries.get(entry.name());
        boolean wasDirectory = before instanceof InitramfsEntry.Directory;
        if (before != null && wasDirectory != entry instanceof InitramfsEntry.Directory) {
            throw new EarlyException("the initramfs cannot contain " + entry.name()
                    + " both as a directory and as something else: exclude the path from one layer");
        }
        entries.put(entry.name(), entry);
    }

    private static InitramfsEntry entryFor(Path source, String name) throws IOException, EarlyException {
        BasicFileAttributes attributes =
                Files.readAttributes(source, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (attributes.isDirectory()) {
            return new InitramfsEntry.Directory(name);
        }
        if (attributes.isSymbolicLink()) {
            String target = Files.readSymbolicLink(source).toString();
            if (hasInvalidBytes(target)) {
                throw new EarlyException("the initramfs cannot contain the symbolic link " + source + " to '" + target
                        + "': change the symbolic link to a path in UTF-8, and run Maven in a UTF-8 locale");
            }
            return new InitramfsEntry.SymbolicLink(name, target);
        }
        if (!attributes.isRegularFile()) {
            throw new EarlyException("the initramfs cannot contain " + source
                    + ", which is a fifo, a socket or a device: exclude the path from the file set");
        }
        if (attributes.size() > InitramfsEntry.MAXIMUM_FILE_SIZE) {
            throw new EarlyException("the initramfs cannot contain " + source + ": the file has " + attributes.size()
                    + " bytes, and the limit of a newc archive is " + InitramfsEntry.MAXIMUM_FILE_SIZE
                    + ": put the file on a disk");
        }
        boolean executable = Files.getPosixFilePermissions(source).contains(PosixFilePermission.OWNER_EXECUTE);
        return new InitramfsEntry.File(name, source, attributes.size(), executable);
    }

    /**
     * Returns whether a path may contain bytes that are invalid in the encoding of the locale. Java decodes these bytes
     * as U+FFFD, so the archive would contain a different path.
     */
    private static boolean hasInvalidBytes(String path) {
        return path.indexOf('\uFFFD') >= 0;
    }

    private static void requirePlainName(Path source, String name) throws EarlyException {
        boolean plain = !name.isEmpty() && name.indexOf('\0') < 0 && !hasInvalidBytes(name);
        for (String element : name.split("/", -1)) {
            plain &= !element.isEmpty() && !element.equals(".") && !element.equals("..");
        }
        if (!plain || name.equals("TRAILER!!!")) {
            throw new EarlyException("the initramfs cannot contain " + source + " under the name '" + name
                    + "': use a relative path in UTF-8, and run Maven in a UTF-8 locale");
        }
        int length = name.getBytes(StandardCharsets.UTF_8).length;
        if (length > InitramfsEntry.MAXIMUM_NAME_LENGTH) {
            throw new EarlyException("the initramfs cannot contain " + source + ": its path has " + length
                    + " bytes, and the kernel's limit is " + InitramfsEntry.MAXIMUM_NAME_LENGTH + ": shorten the path");
        }
    }
}
