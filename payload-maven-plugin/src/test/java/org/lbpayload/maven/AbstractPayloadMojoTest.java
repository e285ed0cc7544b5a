// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.logging.SystemStreamLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lbpayload.maven.io.GoalException;

class AbstractPayloadMojoTest {
    private final TestMojo mojo = new TestMojo(MojoExecution.Source.CLI, "only");

    @Test
    void reportsBuildFailureForWrongInput() {
        mojo.failure = new GoalException("wrong input");

        assertThatThrownBy(mojo::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessage("wrong input")
                .hasNoCause();
    }

    @Test
    void reportsBuildErrorForIoError() {
        mojo.failure = new GoalException("broken disk", new IOException("Input/output error"));

        assertThatThrownBy(mojo::execute)
                .isInstanceOf(MojoExecutionException.class)
                .hasMessage("broken disk")
                .hasNoCause();
    }

    @Test
    void keepsThreadInterrupted() {
        mojo.interruption = new InterruptedException();

        assertThatThrownBy(mojo::execute)
                .isInstanceOf(MojoExecutionException.class)
                .hasMessage("lbpayload:build was interrupted");
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void escapesControlCharactersInFailures() {
        String unsafe = "dir/a\u001b[31mRED\nFAKE cannot be packed:\n  b\u202e";
        String safe = "dir/a\\u001b[31mRED\\u000aFAKE cannot be packed:\n  b\\u202e";

        mojo.failure = new GoalException(unsafe);
        assertThatThrownBy(mojo::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessage(safe);
        mojo.failure = new GoalException(unsafe, new IOException());
        assertThatThrownBy(mojo::execute)
                .isInstanceOf(MojoExecutionException.class)
                .hasMessage(safe);
        mojo.fault = new IllegalStateException(unsafe, new IOException(unsafe));
        assertThatThrownBy(mojo::execute)
                .hasMessage("java.lang.IllegalStateException: " + safe)
                .cause()
                .hasToString("java.io.IOException: " + safe);
    }

    @Test
    void escapesControlCharactersInLog() {
        List<String> lines = new ArrayList<>();
        List<Throwable> causes = new ArrayList<>();
        mojo.setLog(new SystemStreamLog() {
            @Override
            public void warn(CharSequence line) {
                lines.add(line.toString());
            }

            @Override
            public void debug(Throwable error) {
                causes.add(error);
            }
        });
        mojo.warning = "ignoring \u001b]0;title\u0007";
        mojo.failure = new GoalException("a\rb", new IOException("c\rd"));

        assertThatThrownBy(mojo::execute).hasMessage("a\\u000db");
        assertThat(lines).containsExactly("ignoring \\u001b]0;title\\u0007");
        assertThat(causes).singleElement().satisfies(e -> {
            assertThat(e).hasToString("org.lbpayload.maven.io.GoalException: a\\u000db");
            assertThat(e.getCause()).hasToString("java.io.IOException: c\\u000dd");
        });
        assertThat(mojo.getLog().isWarnEnabled()).isTrue();
    }

    @Test
    void doesNothingWhenSkipped() {
        mojo.failure = new GoalException("not run");
        mojo.skip();

        assertThatCode(mojo::execute).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"yes", "1", "", "true "})
    void refusesPropertyThatIsNotBoolean(String value) {
        mojo.addBoolean("checksums", "${lbpayload.checksums}");
        mojo.setUserProperty("lbpayload.checksums", value);

        assertThatThrownBy(mojo::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessage("<checksums>: expected true or false, found \"" + value + "\": choose one of them");
    }

    @Test
    void refusesConfiguredValueThatIsNotBoolean() {
        mojo.addBoolean("attach", "on");

        assertThatThrownBy(mojo::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessage("<attach>: expected true or false, found \"on\": choose one of them");
    }

    @ParameterizedTest
    @ValueSource(strings = {"followSymlinks", "useDefaultExcludes"})
    void refusesValueInFileSetThatIsNotBoolean(String name) {
        mojo.addFileSet(name, "${value}");
        mojo.setUserProperty("value", "yes");

        assertThatThrownBy(mojo::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessage("<" + name + ">: expected true or false, found \"yes\": choose one of them");
        mojo.setUserProperty("value", "True");
        assertThatCode(mojo::execute).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "FALSE", "${absent}", "${checksums}"})
    void acceptsBooleanAndDefault(String configured) {
        mojo.addBoolean("checksums", configured);
        mojo.setUserProperty("checksums", "false");

        assertThatCode(mojo::execute).doesNotThrowAnyException();
    }

    @Test
    void refusesToSkipModules() {
        TestMojo first = new TestMojo(MojoExecution.Source.CLI, "one", "two", "three");

        assertThatThrownBy(first::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessage("lbpayload:build: on the command line, Maven runs this goal only for module one and would"
                        + " skip two, three: run the goal for one module with -N or -f MODULE, or bind the goal to a phase in an"
                        + " <execution>");
    }

    @Test
    void runsForEachModuleWhenBoundToPhase() {
        TestMojo bound = new TestMojo(MojoExecution.Source.LIFECYCLE, "one", "two");

        assertThatCode(bound::execute).doesNotThrowAnyException();
    }
}
