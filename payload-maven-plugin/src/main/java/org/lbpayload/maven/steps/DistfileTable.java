// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.steps;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A table that merges source lines with the same name into one distfile with alternative URLs. */
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
            List<String> urls = new ArrayList<>();
            for (Optional<String> place : places) {
                if (place.isPresent()) {
                    urls.add(place.get());
                }
            }
            return new Distfile(first.name(), first.sha256(), urls, first.where());
        }
    }

    /**
     * Adds a line.
     *
     * @param early whether a step before the split needs the distfile; an early distfile stays early
     * @throws StepsException if an earlier line has the same name and a different SHA-256
     */
    void add(SourceLine line, boolean early) throws StepsException {
        Row row = rows.get(line.name());
        if (row == null) {
            row = new Row(line);
            rows.put(line.name(), row);
        }
        if (!row.first.sha256().equals(line.sha256())) {
            throw new StepsException(line.where() + ": " + TextLines.quoted(line.name()) + " has the SHA-256 "
                    + line.sha256() + " here and " + row.first.sha256() + " at " + row.first.where()
                    + ": correct one of the two lines, or add a different name at the end of one line");
        }
        row.places.add(line.url());
        row.early |= early;
    }

    List<Distfile> early() {
        return distfiles(true);
    }

    List<Distfile> payload() {
        return distfiles(false);
    }

    /** Returns the number of different pairs of name and URL. */
    int distinctLines() {
        int lines = 0;
        for (Row row : rows.values()) {
            lines += row.places.size();
        }
        return lines;
    }

    private List<Distfile> distfiles(boolean early) {
        List<Distfile> distfiles = new ArrayList<>();
        for (Row row : rows.values()) {
            if (row.early == early) {
                distfiles.add(row.distfile());
            }
        }
        return distfiles;
    }
}
