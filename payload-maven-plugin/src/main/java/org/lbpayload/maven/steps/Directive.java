// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.steps;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.lbpayload.format.EntryName;

/**
 * One directive of a manifest, such as {@code build: fiwix-1.5.0-lb1 ( BUILD_FIWIX == True )}.
 *
 * @param argument one word for {@link Kind#BUILD}, {@link Kind#IMPROVE} and {@link Kind#JUMP}, one or more words for
 *     {@link Kind#UNINSTALL}, and the whole definition including parentheses for {@link Kind#DEFINE}
 * @param predicate the text between the parentheses, or empty if the directive is unconditional; only used in messages
 */
record Directive(Kind kind, String argument, String predicate, Location where) {

    /** The kinds of directives in a manifest. */
    enum Kind {
        BUILD("build"),
        IMPROVE("improve"),
        DEFINE("define"),
        JUMP("jump"),
        UNINSTALL("uninstall");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        static Optional<Kind> of(String word) {
            for (Kind kind : values()) {
                if (kind.word.equals(word)) {
                    return Optional.of(kind);
                }
            }
            return Optional.empty();
        }

        static String all() {
            return Arrays.stream(values()).map(kind -> kind.word + ":").collect(Collectors.joining(", "));
        }
    }

    /**
     * Parses one line of a manifest.
     *
     * @return the directive, or empty if the line is blank or a comment
     */
    static Optional<Directive> parse(String line, Location where) throws StepsException {
        int comment = line.indexOf('#');
        String text = (comment < 0 ? line : line.substring(0, comment)).strip();
        if (text.isEmpty()) {
            return Optional.empty();
        }
        int colon = text.indexOf(':');
        Kind kind = Kind.of(colon < 0 ? text : text.substring(0, colon)).orElse(null);
        if (colon < 0 || kind == null) {
            throw new StepsException(where + ": expected one of the directives " + Kind.all() + " found "
                    + TextLines.quoted(text) + ": correct the line, or put a # before it");
        }
        String rest = text.substring(colon + 1).strip();
        if (kind == Kind.DEFINE) {
            return Optional.of(new Directive(kind, rest, "", where));
        }
        int open = rest.indexOf('(');
        String argument = (open < 0 ? rest : rest.substring(0, open)).strip();
        String predicate = open < 0 ? "" : predicate(rest.substring(open), where);
        checkArgument(kind, argument, where);
        return Optional.of(new Directive(kind, argument, predicate, where));
    }

    private static String predicate(String parenthesized, Location where) throws StepsException {
        if (!parenthesized.endsWith(")")) {
            throw new StepsException(where + ": expected ')' at the end of the line, found "
                    + TextLines.quoted(parenthesized) + ": add the parenthesis");
        }
        return parenthesized.substring(1, parenthesized.length() - 1).strip();
    }

    private static void checkArgument(Kind kind, String argument, Location where) throws StepsException {
        if (argument.isEmpty()) {
            throw new StepsException(where + ": expected a name after '" + kind.word + ":', found none: add the name");
        }
        if (kind != Kind.UNINSTALL && hasBlank(argument)) {
            throw new StepsException(where + ": expected one name after '" + kind.word + ":', found "
                    + TextLines.quoted(argument) + ": put the predicate in parentheses");
        }
        // The rule for entry names also keeps the step's directory inside the steps directory.
        String problem = kind == Kind.BUILD ? EntryName.problem(argument) : null;
        if (problem != null) {
            throw new StepsException(where + ": expected the name of a step's directory, found "
                    + TextLines.quoted(argument) + ", which " + problem
                    + ": correct the name");
        }
    }

    private static boolean hasBlank(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isWhitespace(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    boolean is(Kind kind, String argument) {
        return this.kind == kind && this.argument.equals(argument);
    }

    /** Returns the directive as written in a manifest, with single blanks. */
    @Override
    public String toString() {
        return kind.word + ": " + argument + (predicate.isEmpty() ? "" : " ( " + predicate + " )");
    }
}
