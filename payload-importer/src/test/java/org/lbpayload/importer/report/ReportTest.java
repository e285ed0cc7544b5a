// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests of progress reports as text, on a terminal and as JSON. */
class ReportTest {
    private static final long MEBIBYTE = 1024 * 1024;

    private final ByteArrayOutputStream outBytes = new ByteArrayOutputStream();
    private final ByteArrayOutputStream errBytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(outBytes, true, UTF_8);
    private final PrintStream err = new PrintStream(errBytes, true, UTF_8);
    private final Progress progress = Progress.ofCopying(4 * MEBIBYTE);
    private final String entry = "gcc.tar";

    /** Returns the output since the last call. */
    private String printed() {
        String text = outBytes.toString(UTF_8);
        outBytes.reset();
        return text;
    }

    private void begin(Report report) {
        report.plan(0, 1, 4 * MEBIBYTE, progress);
        report.progress();
        printed();
    }

    @Test
    void printsCurrentFileAndPercent() {
        Report report = new TextReport(out, err, false, null);
        begin(report);
        progress.add(entry, MEBIBYTE);
        report.progress();
        assertThat(printed()).isEqualTo("payload-import: gcc.tar ..., 1048576 of 4194304 bytes, 25%\n");
    }

    @Test
    void printsProgressOfVerification() {
        Progress verified = Progress.ofVerifying(4 * MEBIBYTE);
        verified.add(entry, 2 * MEBIBYTE);
        Report text = new TextReport(out, err, false, null);
        text.verifying(3, verified);
        text.progress();
        assertThat(printed())
                .isEqualTo("payload-import: verifying 3 existing files\n"
                        + "payload-import: verifying gcc.tar ..., 2097152 of 4194304 bytes, 50%\n");
        Report json = new JsonReport(out, err);
        json.verifying(3, verified);
        json.progress();
        assertThat(printed())
                .isEqualTo("{\"event\": \"note\", \"message\": \"verifying 3 existing files\"}\n"
                        + "{\"event\": \"verify\", \"bytes\": 2097152, \"total\": 4194304, \"percent\": 50,"
                        + " \"file\": \"gcc.tar\"}\n");
        Report terminal = new TextReport(out, err, false, new TerminalLine(out));
        terminal.verifying(3, verified);
        printed();
        terminal.progress();
        assertThat(printed()).matches("\r2/4 MiB 50% [012] MiB/s 0:[0-9]{2} left verifying gcc\\.tar");
    }

    @Test
    void printsNothingBeforeFirstByte() {
        for (Report report : List.of(new TextReport(out, err, false, null), new JsonReport(out, err))) {
            report.progress();
            report.plan(0, 1, 4 * MEBIBYTE, progress);
            printed();
            report.progress();
            assertThat(printed()).isEmpty();
        }
    }

    @Test
    void printsWarningsIfQuiet() {
        Report report = new TextReport(out, err, true, new TerminalLine(out));
        begin(report);
        progress.add(entry, MEBIBYTE);
        report.progress();
        report.file(entry, 5);
        report.note("by the way");
        assertThat(printed()).isEmpty();
        report.warn("look");
        assertThat(errBytes.toString(UTF_8)).isEqualTo("payload-import: warning: look\n");
    }

    @Test
    void printsProgressAndWarningsAsJson() {
        Report report = new JsonReport(out, err);
        begin(report);
        progress.add(entry, MEBIBYTE);
        report.progress();
        assertThat(printed())
                .isEqualTo("{\"event\": \"progress\", \"bytes\": 1048576, \"total\": 4194304, \"percent\": 25,"
                        + " \"file\": \"gcc.tar\"}\n");
        report.warn("look");
        assertThat(printed()).isEqualTo("{\"event\": \"warning\", \"message\": \"look\"}\n");
        assertThat(errBytes.toString(UTF_8)).isEqualTo("payload-import: warning: look\n");
    }

    @Test
    void choosesIntervalByKindOfOutput() {
        TerminalLine terminal = new TerminalLine(out);
        assertThat(new TextReport(out, err, false, terminal).intervalMillis()).isEqualTo(200);
        assertThat(new TextReport(out, err, true, terminal).intervalMillis()).isEqualTo(10_000);
        assertThat(new TextReport(out, err, false, null).intervalMillis()).isEqualTo(10_000);
        assertThat(new JsonReport(out, err).intervalMillis()).isEqualTo(1_000);
    }

    @Test
    void printsRateAndRemainingTimeOnTerminal() {
        Report report = new TextReport(out, err, false, new TerminalLine(out));
        begin(report);
        progress.add(entry, MEBIBYTE);
        report.progress();
        assertThat(printed()).matches("\r1/4 MiB 25% [01] MiB/s 0:[0-9]{2} left gcc\\.tar");
        report.file(entry, 5);
        assertThat(printed()).as("progress of a complete file").isEmpty();
    }

    @Test
    void printsNoRemainingTimeBeforeFirstByte() {
        Report report = new TextReport(out, err, false, new TerminalLine(out));
        begin(report);
        progress.add(entry, 0);
        report.progress();
        assertThat(printed()).isEqualTo("\r0/4 MiB 0% 0 MiB/s -:-- left gcc.tar");
    }

    @Test
    void overwritesLongerLine() throws Exception {
        Report report = new TextReport(out, err, false, new TerminalLine(out));
        begin(report);
        progress.add("a-long-name.tar", 0);
        report.progress();
        String before = printed();
        progress.add("b", 0);
        report.progress();
        String after = printed();
        assertThat(after).hasSameSizeAs(before).endsWith(" left b" + " ".repeat("-long-name.tar".length()));
        report.progress();
        assertThat(printed()).as("no padding after a shorter line").endsWith(" left b");
    }

    @Test
    void truncatesLineToWidthOfTerminal() throws Exception {
        Report report = new TextReport(out, err, false, new TerminalLine(out));
        begin(report);
        progress.add("long-".repeat(40), 0);
        report.progress();
        assertThat(printed()).hasSize(1 + 79).startsWith("\r0/4 MiB 0% 0 MiB/s -:-- left long-long-");
        progress.add("b", 0);
        report.progress();
        assertThat(printed()).hasSize(1 + 79);
    }

    @Test
    void erasesProgressLineBeforeOrdinaryLine() {
        Report report = new TextReport(out, err, false, new TerminalLine(out));
        begin(report);
        report.note("first");
        assertThat(printed()).as("no progress line to erase").isEqualTo("payload-import: first\n");
        progress.add(entry, 0);
        report.progress();
        int length = printed().length() - 1;
        report.note("second");
        assertThat(printed()).isEqualTo("\r" + " ".repeat(length) + "\rpayload-import: second\n");
        report.error("third", ExitCode.FAILURE);
        assertThat(printed()).isEmpty();
    }

    @Test
    void escapesHostileName() throws Exception {
        String hostile = "a\u202eb";
        progress.add(hostile, 0);
        for (TerminalLine terminal : new TerminalLine[] {null, new TerminalLine(out)}) {
            Report report = new TextReport(out, err, false, terminal);
            report.plan(0, 1, 4 * MEBIBYTE, progress);
            report.progress();
            assertThat(printed()).contains("a\\u202eb").doesNotContain("\u202e");
        }
    }
}
