// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The plugin's build goal, called without a project. Its time is the one that it logs: Maven's own start is not its.
 */
final class Builder {
    private static final Pattern DONE = Pattern.compile("\\[INFO\\] Payload image.* in (\\d+) ms$", Pattern.MULTILINE);
    private static final Pattern ID = Pattern.compile("payload id ([0-9a-f]{64})");

    private final Project project;
    private final Programs programs;
    private final Path directory;

    /** @param directory where Maven runs; has no POM */
    Builder(Project project, Programs programs, Path directory) {
        this.project = project;
        this.programs = programs;
        this.directory = directory;
    }

    /** Builds and times it. */
    Trial trial(String label, Corpus corpus, Path image, String... properties) {
        return new Trial() {
            @Override
            public String label() {
                return label;
            }

            @Override
            public double seconds() throws IOException, BenchException {
                return Long.parseLong(find(DONE, log(corpus, image, properties))) / 1000.0;
            }
        };
    }

    /**
     * Builds an image.
     *
     * @return its payload id
     */
    String build(Corpus corpus, Path image) throws IOException, BenchException {
        return find(ID, log(corpus, image));
    }

    private String log(Corpus corpus, Path image, String... properties) throws IOException, BenchException {
        Files.createDirectories(directory);
        List<String> words = new ArrayList<>(project.maven());
        words.add(project.plugin() + ":build");
        words.add("-Dlbpayload.distfilesDirectory=" + corpus.directory());
        words.add("-Dlbpayload.imageFile=" + image);
        words.addAll(List.of(properties));
        return programs.output(directory, words);
    }

    private static String find(Pattern pattern, String log) throws BenchException {
        Matcher matcher = pattern.matcher(log);
        if (!matcher.find()) {
            throw new BenchException("the build goal logged no line like " + pattern + ":\n" + log);
        }
        return matcher.group(1);
    }
}
