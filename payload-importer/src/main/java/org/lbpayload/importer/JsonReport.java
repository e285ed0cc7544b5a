// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer;

import java.io.PrintStream;
import org.lbpayload.format.Entry;

/**
 * One JSON object a line, for programs. Its field {@code event} says which: verify, plan, file, progress, note, done,
 * error.
 */
final class JsonReport extends Report {
    private final PrintStream out;
    private final PrintStream err;
    private final StringBuilder disks = new StringBuilder();

    private JsonReport(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /** A method, not a constructor, so that the Java machine need not load this class to verify the caller. */
    static Report to(PrintStream out, PrintStream err) {
        return new JsonReport(out, err);
    }

    @Override
    long intervalMillis() {
        return 1_000;
    }

    @Override
    synchronized void note(String message) {
        print(new JsonObject().with("event", "note").with("message", message));
    }

    @Override
    synchronized void warn(String message) {
        err.println("payload-import: " + message);
        note(message);
    }

    @Override
    synchronized void reading(Source source) {
        disks.append(disks.length() == 0 ? "" : ", ")
                .append(new JsonObject()
                        .with("disk", source.name())
                        .with("layout", source.image().index().layout().label())
                        .with("files", source.image().index().entries().size())
                        .with(
                                "payloadId",
                                source.image().payloadId() == null
                                        ? null
                                        : source.image().payloadId().toString()));
    }

    @Override
    void tellPlan(Plan plan) {
        print(new JsonObject()
                .with("event", "plan")
                .withRaw("disks", "[" + disks + "]")
                .with("files", plan.missingFiles())
                .with("bytes", plan.missingBytes())
                .with("present", plan.presentFiles()));
    }

    @Override
    synchronized void file(Entry entry) {
        print(new JsonObject().with("event", "file").with("name", entry.name()).with("bytes", entry.size()));
    }

    @Override
    void tellProgress(Progress progress, Entry current) {
        String event = progress.isVerifying() ? "verify" : "progress";
        print(progress(event, progress.copiedBytes(), progress.totalBytes(), progress.percent())
                .with("file", current.name()));
    }

    private static JsonObject progress(String event, long bytes, long total, int percent) {
        return new JsonObject()
                .with("event", event)
                .with("bytes", bytes)
                .with("total", total)
                .with("percent", percent);
    }

    @Override
    synchronized void done(String folder, Plan plan) {
        print(progress("progress", plan.missingBytes(), plan.missingBytes(), 100));
        print(new JsonObject()
                .with("event", "done")
                .with("destination", folder)
                .with("files", plan.missingFiles())
                .with("bytes", plan.missingBytes())
                .with("present", plan.presentFiles()));
    }

    @Override
    synchronized void done(String folder, String why) {
        print(new JsonObject().with("event", "done").with("destination", folder).with("reason", why));
    }

    @Override
    synchronized void error(String message, int exitCode) {
        err.println("payload-import: " + message);
        print(new JsonObject().with("event", "error").with("message", message).with("exitCode", exitCode));
    }

    private void print(JsonObject object) {
        out.println(object);
    }
}
