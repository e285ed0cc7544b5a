// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.shared.model.fileset.FileSet;
import org.codehaus.plexus.util.DirectoryScanner;
import org.codehaus.plexus.util.MatchPatterns;
import org.lbpayload.maven.early.EarlyException;
import org.lbpayload.maven.early.Initramfs;
import org.lbpayload.maven.image.LocalePath;
import org.lbpayload.maven.io.GoalException;

/**
 * A file set of an initramfs. Maven's own scanner either follows symbolic links or leaves them out; here they must stay
 * what they are, so of the file set only the patterns are taken.
 */
record Layer(Path directory, String under, MatchPatterns includes, MatchPatterns excludes) {
    /** Reads a file set; a relative folder counts from {@code basedir}. */
    static Layer of(FileSet fileSet, Path basedir) throws GoalException {
        if (fileSet.getDirectory() == null || fileSet.getDirectory().isBlank()) {
            throw new GoalException("<overlayFileSets>: expected a <directory>, found none: give the file set one");
        }
        Path directory = basedir.resolve(LocalePath.of(fileSet.getDirectory(), "<overlayFileSets>"));
        if (!Files.isDirectory(directory)) {
            throw new GoalException("<overlayFileSets>: " + directory
                    + " is not a folder: make it, or name another <directory> for the file set");
        }
        String under = fileSet.getOutputDirectory() == null ? "" : stripSlashes(fileSet.getOutputDirectory());
        return new Layer(directory, under, includes(fileSet), excludes(fileSet));
    }

    /** What a file set takes: all where it does not say. */
    static MatchPatterns includes(org.apache.maven.shared.model.fileset.FileSet fileSet) {
        return patterns(fileSet.getIncludes().isEmpty() ? List.of("**") : fileSet.getIncludes());
    }

    /** What a file set leaves out, the default excludes with it where they are not switched off. */
    static MatchPatterns excludes(org.apache.maven.shared.model.fileset.FileSet fileSet) {
        List<String> excludes = new ArrayList<>(fileSet.getExcludes());
        if (fileSet.isUseDefaultExcludes()) {
            excludes.addAll(List.of(DirectoryScanner.DEFAULTEXCLUDES));
        }
        return patterns(excludes);
    }

    /** As Maven's scanner reads them: one that ends in a slash means all that is below. */
    private static MatchPatterns patterns(List<String> patterns) {
        return MatchPatterns.from(patterns.stream()
                .map(pattern -> pattern.strip().replace('\\', '/'))
                .map(pattern -> pattern.endsWith("/") ? pattern + "**" : pattern)
                .toList());
    }

    void addTo(Initramfs initramfs) throws EarlyException {
        initramfs.addTree(directory, under, name -> includes.matches(name, true) && !excludes.matches(name, true));
    }

    private static String stripSlashes(String path) {
        int start = 0;
        int end = path.length();
        while (start < end && path.charAt(start) == '/') {
            start++;
        }
        while (end > start && path.charAt(end - 1) == '/') {
            end--;
        }
        return path.substring(start, end);
    }
}
