// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DirectiveTest {
    private static final Location WHERE = new Location(Path.of("steps/manifest"), 7);

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "build: make-3.82;BUILD;make-3.82;''",
                "build:make-3.82;BUILD;make-3.82;''",
                "  improve:\tget_network ( CHROOT == False )  ;IMPROVE;get_network;CHROOT == False",
                "jump: break ( INTERNAL_CI == pass1 ) # made in pass1;JUMP;break;INTERNAL_CI == pass1",
                "jump: fiwix (A == B);JUMP;fiwix;A == B",
                "uninstall: /usr/bin/lex /usr/bin/flex;UNINSTALL;/usr/bin/lex /usr/bin/flex;''",
                "define: JOBS = 1 ( KERNEL_BOOTSTRAP == True );DEFINE;JOBS = 1 ( KERNEL_BOOTSTRAP == True );''",
                "define: X = ( A == True || B == True );DEFINE;X = ( A == True || B == True );''",
            })
    void readsKindArgumentAndPredicate(String line, Directive.Kind kind, String argument, String predicate)
            throws Exception {
        assertThat(Directive.parse(line, WHERE)).contains(new Directive(kind, argument, predicate, WHERE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  \t ", "# build: make-3.82", "   # a comment"})
    void ignoresLineWithoutDirective(String line) throws Exception {
        assertThat(Directive.parse(line, WHERE)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"bulid: make-3.82", "build make-3.82", "Build: x", ": x", "build"})
    void rejectsUnknownDirective(String line) {
        assertThatThrownBy(() -> Directive.parse(line, WHERE))
                .isInstanceOf(StepsException.class)
                .hasMessageContaining(
                        "manifest:7: expected one of the directives" + " build:, improve:, define:, jump:, uninstall:")
                .hasMessageContaining("'" + line + "'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "build:|a name after 'build:'",
                "improve: ( A == B )|a name after 'improve:'",
                "build: make-3.82 tar-1.12|one name after 'build:', found 'make-3.82 tar-1.12'",
                "jump: fiwix ( A == B|at the end of the line, found '( A == B'",
                "jump: fiwix ( A == B ) x|at the end of the line, found '( A == B ) x'",
                "build: ../evil|name of a step's directory, found '../evil'",
                "build: a\0b|name of a step's directory, found 'a\\u0000b'",
                "build: ..|name of a step's directory, found '..'",
                "build: a\\b|name of a step's directory, found 'a\\b'",
            })
    void rejectsMalformedDirectiveWithItsLocation(String line, String expected) {
        assertThatThrownBy(() -> Directive.parse(line, WHERE))
                .isInstanceOf(StepsException.class)
                .hasMessageStartingWith(WHERE + ": expected ")
                .hasMessageContaining(expected);
    }

    @Test
    void escapesControlCharactersAndShortensQuote() {
        assertThatThrownBy(() -> Directive.parse("\u001b[31mred" + "x".repeat(1000), WHERE))
                .hasMessageContaining("'\\u001b[31mred")
                .satisfies(e -> assertThat(e.getMessage().length()).isLessThan(400));
    }

    @Test
    void printsDirectiveAsInManifest() throws Exception {
        assertThat(Directive.parse("jump:  fiwix (A == B)#x", WHERE)).hasToString("Optional[jump: fiwix ( A == B )]");
    }
}
