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
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What an initramfs holds: layers of files, a later one over an earlier one, in the order of their names' bytes.
 *
 * <p>Owner and group are root throughout. Files are 0755 where their owner may execute them and 0644 otherwise, folders
 * 0755, whatever the build machine's umask was.
 */
public final class Initramfs {

    private final TreeMap<String, InitramfsEntry> entries = new TreeMap<>(
            (a, b) -> Arrays.compareUnsigned(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8)));

    /** Starts with the two device nodes that a kernel without devtmpfs needs: /dev/console and /dev/null. */
    public Initramfs() {
        entries.put("dev/console", new InitramfsEntry.CharacterDevice("dev/console", 0600, 5, 1));
        entries.put("dev/null", new InitramfsEntry.CharacterDevice("dev/null", 0666, 1, 3));
    }

    /**
     * Adds what a folder holds: folders, files, and symbolic links as links.
     *
     * @param tree the folder
     * @param under where its content goes, relative to the root and with {@code /} between elements; empty for the root
     * @param included which of it to take, by name relative to the folder and with {@code /} between elements. Folders
     *     are asked about too, and looked into whatever the answer is.
     * @throws EarlyException if the folder cannot be read or holds something that an initramfs cannot
     */
    public void addTree(Path tree, String under, Predicate<String> included) throws EarlyException {
        try {
            Path folder = tree.toRealPath(); // a link to it will do, as /lib64 is one
            for (Path source : allBelow(folder)) {
                String name = slashed(folder.relativize(source));
                if (included.test(name)) {
                    add(source, under.isEmpty() ? name : under + "/" + name);
                }
            }
        } catch (IOException | UncheckedIOException e) {
            throw new EarlyException("cannot read " + tree + " for the initramfs: " + e.getMessage(), e);
        }
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
     * Adds one file, folder (without its content) or symbolic link.
     *
     * @param source where it is; a symbolic link is taken as a link
     * @param name its place, relative to the root and with {@code /} between elements
     * @throws EarlyException if it cannot be read, is something that an initramfs cannot hold, or its place is taken by
     *     something it cannot replace
     */
    public void add(Path source, String name) throws EarlyException {
        requirePlainName(source, name);
        try {
            put(entryFor(source, name));
        } catch (IOException e) {
            throw new EarlyException("cannot read " + source + " for the initramfs: " + e, e);
        }
    }

    /** Whether there is something at a place, relative to the root. */
    public boolean contains(String name) {
        return entries.containsKey(name);
    }

    /** All entries, every folder before what it holds. */
    Collection<InitramfsEntry> entries() throws EarlyException {
        for (InitramfsEntry entry : new ArrayList<>(entries.values())) {
            addParents(entry.name());
        }
        return entries.values();
    }

    private void addParents(String name) throws EarlyException {
        for (int slash = name.lastIndexOf('/'); slash > 0; slash = name.lastIndexOf('/', slash - 1)) {
            String parent = name.substring(0, slash);
            InitramfsEntry there = entries.putIfAbsent(parent, new InitramfsEntry.Directory(parent));
            if (there != null && !(there instanceof InitramfsEntry.Directory)) {
                throw new EarlyException("the initramfs cannot hold " + name + " because " + parent
                        + " is no folder in an earlier layer; move the one or the other");
            }
        }
    }

    /**
     * Adds a file that is executable in the initramfs, whatever its mode on the build machine is.
     *
     * @param source the file; a symbolic link is followed
     * @param name its place, relative to the root and with {@code /} between elements
     * @throws EarlyException as {@link #add} does
     */
    public void addExecutable(Path source, String name) throws EarlyException {
        requirePlainName(source, name);
        try {
            InitramfsEntry entry = entryFor(source.toRealPath(), name);
            if (!(entry instanceof InitramfsEntry.File file)) {
                throw new EarlyException("the initramfs cannot run " + source + ", which is no file; name a program");
            }
            put(new InitramfsEntry.File(name, file.source(), file.size(), true));
        } catch (IOException e) {
            throw new EarlyException("cannot read " + source + " for the initramfs: " + e, e);
        }
    }

    private void put(InitramfsEntry entry) throws EarlyException {
        InitramfsEntry before = entries.get(entry.name());
        boolean wasDirectory = before instanceof InitramfsEntry.Directory;
        if (before != null && wasDirectory != entry instanceof InitramfsEntry.Directory) {
            throw new EarlyException("the initramfs cannot hold " + entry.name()
                    + " both as a folder and as something else; leave it out of one layer");
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
            return new InitramfsEntry.SymbolicLink(
                    name, Files.readSymbolicLink(source).toString());
        }
        if (!attributes.isRegularFile()) {
            throw new EarlyException("the initramfs cannot hold " + source
                    + ", which is a fifo, a socket or a device; leave it out of the file set");
        }
        if (attributes.size() > InitramfsEntry.MAXIMUM_FILE_SIZE) {
            throw new EarlyException("the initramfs cannot hold " + source + " of " + attributes.size()
                    + " bytes: a newc archive ends at " + InitramfsEntry.MAXIMUM_FILE_SIZE
                    + " bytes a file; put it on a disk");
        }
        boolean executable = Files.getPosixFilePermissions(source).contains(PosixFilePermission.OWNER_EXECUTE);
        return new InitramfsEntry.File(name, source, attributes.size(), executable);
    }

    private static void requirePlainName(Path source, String name) throws EarlyException {
        // U+FFFD stands where the name on disk could not be decoded: it would go into the archive as another name.
        boolean plain = !name.isEmpty() && name.indexOf('\0') < 0 && name.indexOf('\uFFFD') < 0;
        for (String element : name.split("/", -1)) {
            plain &= !element.isEmpty() && !element.equals(".") && !element.equals("..");
        }
        if (!plain || name.equals("TRAILER!!!")) {
            throw new EarlyException("the initramfs cannot hold " + source + " under the name '" + name
                    + "'; rename it, with UTF-8 in the name and a UTF-8 locale for the build");
        }
        int length = name.getBytes(StandardCharsets.UTF_8).length;
        if (length > InitramfsEntry.MAXIMUM_NAME_LENGTH) {
            throw new EarlyException("the initramfs cannot hold " + source + ": its name has " + length
                    + " bytes, and the kernel takes " + InitramfsEntry.MAXIMUM_NAME_LENGTH + "; shorten it");
        }
    }
}
