// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven;

import java.util.ArrayList;
import java.util.List;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.lbpayload.maven.fetch.FetchReport;
import org.lbpayload.maven.fetch.Fetcher;
import org.lbpayload.maven.io.GoalException;
import org.lbpayload.maven.steps.StepsPlan;

/**
 * Downloads the distfiles of live-bootstrap's steps that are missing or damaged in the distfiles directory. Asks the
 * mirrors in order, then the URLs of the sources files. A file gets its name only if its SHA-256 is the pinned one, and
 * a file with the pinned SHA-256 is not touched. Interrupted downloads resume on the next run. At the end, an error
 * lists each distfile that is still missing, with every source that was tried and the reason it failed.
 *
 * <p>Uses the proxies of Maven's settings. Offline ({@code -o}), only mirrors that are directories are asked.
 *
 * @since 0.1.0
 */
@Mojo(name = "fetch", defaultPhase = LifecyclePhase.GENERATE_RESOURCES, threadSafe = true, requiresProject = false)
public final class FetchMojo extends AbstractStepsMojo {
    private final SettingsDecrypter decrypter;

    /**
     * Mirrors that have distfiles by name, asked in this order before the URLs of the sources files. Each is a
     * {@code <mirror>} with an http, https or file URL or an absolute path as its text. A {@code <mirror>} can instead
     * have {@code <url>} and {@code <id>}: the {@code <server>} of that id in Maven's settings has its user name and
     * password. On the command line, separate mirrors by commas.
     */
    @Parameter(property = "lbpayload.mirrors")
    private List<MirrorItem> mirrors = new ArrayList<>();

    /**
     * The largest download from a server in bytes (default: 4 GiB). The sources files pin no size, and a response
     * without an end would fill the disk. Mirrors that are directories have no limit.
     */
    @Parameter(property = "lbpayload.fetchMaxBytes", defaultValue = "4294967296")
    private long fetchMaxBytes;

    /** The number of simultaneous downloads, 1 to 64. */
    @Parameter(property = "lbpayload.fetchThreads", defaultValue = "8")
    private int fetchThreads;

    /**
     * The number of requests to one source before the next source is asked, 1 to 100. Only failures that can pass are
     * repeated, for example an interrupted download.
     */
    @Parameter(property = "lbpayload.fetchAttempts", defaultValue = "4")
    private int fetchAttempts;

    /**
     * The number of seconds to wait for the next byte of a response. A slow download that makes progress is never
     * interrupted.
     */
    @Parameter(property = "lbpayload.fetchStallTimeout", defaultValue = "60")
    private int fetchStallTimeout;

    @Inject
    public FetchMojo(SettingsDecrypter decrypter) {
        this.decrypter = decrypter;
    }

    @Override
    void run() throws GoalException, InterruptedException {
        StepsPlan plan = readSteps();
        Fetcher fetcher = new Fetcher(
                new FetchConfiguration(session(), decrypter)
                        .settings(mirrors, fetchThreads, fetchAttempts, fetchStallTimeout, fetchMaxBytes),
                new FetchLog(getLog(), FetchLog.Detail.of(session().getRequest()), System::nanoTime));
        FetchReport report = fetcher.fetch(plan.all(), distfilesDirectory());
        getLog().info(distfilesDirectory() + ": downloaded " + report.fetched().size() + " of "
                + plan.all().size() + " distfiles, " + report.existing().size() + " already present");
    }
}
