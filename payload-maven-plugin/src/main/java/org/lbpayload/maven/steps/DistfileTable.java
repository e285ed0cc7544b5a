// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.steps;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Merges source lines into distfiles: lines with one name are one distfile, and their URLs are alternatives. */
final class DistfileTable {
    private final Map<String, Row> rows = new LinkedHashMap<>();

    private static final class Row {
        final SourceLine first;
        final Set<Optional<String>> places = new LinkedHashSet<>();
        boolean early;

        Row(SourceLine first) {
            this.first = first;
        }

        Distfile distfile() {
            List<String> urls = places.stream().flatMap(Optional::stream).toList();
            return new Distfile(first.name(), first.sha256(), urls, first.where());
        }
    }

    /**
     * Takes a line in.
     *
     * @param early whether a step before the split needs it; once early, a distfile stays early
     */
    void add(SourceLine line, boolean early) throws StepsException {
        Row row = rows.computeIfAbsent(line.name(), name -> new Row(line));
        if (!row.first.sha256().equals(line.sha256())) {
            throw new StepsException(line.where() + ": " + TextLines.quoted(line.name()) + " has the SHA-256 "
                    + line.sha256() + " here and " + row.first.sha256() + " at " + row.first.where()
                    + "; correct one of the two, or give one a name of its own at the end of its line");
        }
        row.places.add(line.url());
        row.early |= early;
    }

    List<Distfile> early() {
        return distfiles(row -> row.early);
    }

    List<Distfile> payload() {
        return distfiles(row -> !row.early);
    }

    /** {@return how many lines are left of all that were taken in when each pair of name and URL is counted once} */
    int distinctLines() {
        return rows.values().stream().mapToInt(row -> row.places.size()).sum();
    }

    private List<Distfile> distfiles(Predicate<Row> side) {
        return rows.values().stream().filter(side).map(Row::distfile).toList();
    }
}
