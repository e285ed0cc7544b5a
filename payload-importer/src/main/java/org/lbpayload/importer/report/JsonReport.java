// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer.report;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A report that prints one JSON object per line for programs. The field {@code event} is {@code verify}, {@code plan},
 * {@code file}, {@code progress}, {@code note}, {@code warning}, {@code done} or {@code error}.
 */
public final class JsonReport extends Report {
    private final PrintStream out;
    private final PrintStream err;
    private final List<String> disks = new ArrayList<>();

    public JsonReport(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    @Override
    public long intervalMillis() {
        return 1_000;
    }

    @Override
    public void note(String message) {
        print(event("note").with("message", message));
    }

    @Override
    public synchronized void warn(String message) {
        err.println("payload-import: warning: " + message);
        print(event("warning").with("message", message));
    }

    @Override
    public synchronized void image(String location, String layout, int entries, @Nullable String payloadId) {
        disks.add(new JsonObject()
                .with("disk", location)
                .with("layout", layout)
                .with("files", entries)
                .with("payloadId", payloadId)
                .toString());
    }

    @Override
    void printPlan(int existingFiles, int missingFiles, long missingBytes) {
        print(event("plan")
                .withRaw("disks", disks.toString())
                .with("files", missingFiles)
                .with("bytes", missingBytes)
                .with("present", existingFiles));
    }

    @Override
    public void file(String name, long bytes) {
        print(event("file").with("name", name).with("bytes", bytes));
    }

    @Override
    void printProgress(Progress progress, String current) {
        String event = progress.isVerifying() ? "verify" : "progress";
        print(progress(event, progress.copiedBytes(), progress.totalBytes(), progress.percent())
                .with("file", current));
    }

    private static JsonObject progress(String event, long bytes, long total, int percent) {
        return event(event).with("bytes", bytes).with("total", total).with("percent", percent);
    }

    @Override
    public synchronized void done(String destination, int existingFiles, int copiedFiles, long copiedBytes) {
        print(progress("progress", copiedBytes, copiedBytes, 100));
        print(event("done")
                .with("destination", destination)
                .with("files", copiedFiles)
                .with("bytes", copiedBytes)
                .with("present", existingFiles));
    }

    @Override
    public void nothingToDo(String destination, String reason) {
        print(event("done").with("destination", destination).with("reason", reason));
    }

    @Override
    public synchronized void error(String message, ExitCode exitCode) {
        err.println("payload-import: " + message);
        print(event("error").with("message", message).with("exitCode", exitCode.value()));
    }

    private static JsonObject event(String name) {
        return new JsonObject().with("event", name);
    }

    private synchronized void print(JsonObject object) {
        out.println(object);
    }
}
