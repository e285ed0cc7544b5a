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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.maven.shared.model.fileset.FileSet;
import org.codehaus.plexus.util.DirectoryScanner;
import org.codehaus.plexus.util.MatchPatterns;
import org.codehaus.plexus.util.SelectorUtils;
import org.lbpayload.maven.image.FileName;
import org.lbpayload.maven.image.ImageException;
import org.lbpayload.maven.image.LocalePath;
import org.lbpayload.maven.io.Reason;

/**
 * A scanner that finds the files, directories and symbolic links of a file set. Unlike Maven's own scanner, this class
 * also finds files whose names cannot be encoded in the locale.
 */
final class FileSetScanner {
    private final Path directory;
    private final String origin;
    private final MatchPatterns includes;
    private final MatchPatterns excludes;

    /** A path that matches the patterns. The name is relative to the directory and uses {@code /} as the separator. */
    record Match(String name, Path path, BasicFileAttributes attributes) {}

    /**
     * Creates a scanner.
     *
     * @param basedir the directory against which a relative {@code <directory>} is resolved
     * @param origin the parameter that contains the file set, for messages
     * @throws ImageException if the directory of the file set is missing or invalid
     */
    FileSetScanner(FileSet fileSet, Path basedir, String origin) throws ImageException {
        if (fileSet.getDirectory() == null || fileSet.getDirectory().isBlank()) {
            throw new ImageException(
                    origin + ": expected a <directory>, found none: add a <directory> to the file set");
        }
        this.directory = basedir.resolve(LocalePath.of(fileSet.getDirectory(), origin));
        if (!Files.isDirectory(directory)) {
            throw new ImageException(origin + ": " + directory
                    + " is not a directory: create the directory, or name another <directory>");
        }
        this.origin = origin;
        this.includes = patterns(fileSet.getIncludes().isEmpty() ? List.of("**") : fileSet.getIncludes());
        List<String> excluded = new ArrayList<>(fileSet.getExcludes());
        if (fileSet.isUseDefaultExcludes()) {
            excluded.addAll(List.of(DirectoryScanner.DEFAULTEXCLUDES));
        }
        this.excludes = patterns(excluded);
    }

    Path directory() {
        return directory;
    }

    private MatchPatterns patterns(List<String> patterns) throws ImageException {
        List<String> normalised = new ArrayList<>();
        for (String pattern : patterns) {
            if (pattern == null) {
                throw new ImageException(
                        origin + ": expected a pattern in each element, found an empty element: remove the element");
            }
            requireValid(pattern.strip());
            normalised.add(normalise(pattern.strip(), File.separatorChar));
        }
        return MatchPatterns.from(normalised);
    }

    private void requireValid(String pattern) throws ImageException {
        String prefix = SelectorUtils.REGEX_HANDLER_PREFIX;
        if (!pattern.startsWith(prefix)) {
            return;
        }
        try {
            if (pattern.endsWith(SelectorUtils.PATTERN_HANDLER_SUFFIX)) {
                Pattern.compile(pattern.substring(prefix.length(), pattern.length() - 1));
                return;
            }
        } catch (PatternSyntaxException e) {
            throw new ImageException(
                    origin + ": \"" + pattern + "\" is not a valid pattern: " + e.getDescription() + ": correct it", e);
        }
        throw new ImageException(origin + ": \"" + pattern + "\" does not end with "
                + SelectorUtils.PATTERN_HANDLER_SUFFIX + ": correct the pattern");
    }

    /**
     * Normalizes the separators of a pattern in the same way as Maven's scanner. A pattern that ends with a slash
     * matches everything in the directory. In a regular expression, only a doubled backslash is a separator.
     */
    static String normalise(String pattern, char separator) {
        if (pattern.startsWith(SelectorUtils.REGEX_HANDLER_PREFIX)) {
            return separator == '\\' ? pattern.replace("/", "\\\\") : pattern.replace("\\\\", "/");
        }
        String path = pattern.replace('\\', '/');
        return (path.endsWith("/") ? path + "**" : path).replace('/', separator);
    }

    private static String withPlatformSeparators(String path) {
        return path.replace('/', File.separatorChar);
    }

    /**
     * Returns the matching files, directories and symbolic links.
     *
     * @param followLinks whether to follow symbolic links to files and directories
     * @throws ImageException if a directory cannot be read
     */
    List<Match> scan(boolean followLinks) throws ImageException {
        Set<FileVisitOption> options = followLinks ? Set.of(FileVisitOption.FOLLOW_LINKS) : Set.of();
        try {
            Path start = directory.toRealPath();
            Visitor visitor = new Visitor(start);
            Files.walkFileTree(start, options, Integer.MAX_VALUE, visitor);
            return visitor.matches;
        } catch (IOException e) {
            throw new ImageException(
                    origin + ": cannot read " + directory + ": " + Reason.of(e)
                            + "; check the permissions, or exclude the path",
                    e);
        }
    }

    private final class Visitor extends SimpleFileVisitor<Path> {
        private final Path start;
        private final List<Match> matches = new ArrayList<>();

        /** The names of the directories between the start directory and the current path. */
        private final Deque<String> parents = new ArrayDeque<>();

        Visitor(Path start) {
            this.start = start;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path child, BasicFileAttributes attributes) {
            if (!child.equals(start)) {
                visitFile(child, attributes);
                parents.addLast(FileName.forMatching(child));
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path child, IOException failure) throws IOException {
            parents.pollLast();
            return super.postVisitDirectory(child, failure);
        }

        @Override
        public FileVisitResult visitFile(Path child, BasicFileAttributes attributes) {
            String name = nameOf(child);
            if (includes.matches(withPlatformSeparators(name), true) && !isExcluded(name)) {
                matches.add(new Match(name, directory.resolve(start.relativize(child)), attributes));
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path child, IOException failure) throws IOException {
            if (isExcluded(nameOf(child))) {
                return FileVisitResult.CONTINUE;
            }
            throw failure;
        }

        private boolean isExcluded(String name) {
            return excludes.matches(withPlatformSeparators(name), true);
        }

        private String nameOf(Path child) {
            return Stream.concat(parents.stream(), Stream.of(FileName.forMatching(child)))
                    .collect(Collectors.joining("/"));
        }
    }
}
