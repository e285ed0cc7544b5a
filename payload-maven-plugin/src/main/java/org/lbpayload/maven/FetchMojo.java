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
import org.lbpayload.maven.io.Count;
import org.lbpayload.maven.io.GoalException;
import org.lbpayload.maven.steps.StepsPlan;

/**
 * Downloads the distfiles of live-bootstrap's steps that are missing or damaged in the distfiles directory. Tries the
 * mirrors in order, then the URLs in the sources files. A download is accepted only if it has the pinned SHA-256. Files
 * that already have the pinned SHA-256 are not touched. Interrupted downloads resume on the next run. The goal fails if
 * distfiles are still missing or damaged after all downloads. The message lists each of these distfiles with all
 * locations tried and the reasons for their failures.
 *
 * <p>The goal uses the proxies in Maven's settings. With {@code -o}, the goal reads only mirrors that are directories.
 *
 * @since 0.1.0
 */
@Mojo(name = "fetch", defaultPhase = LifecyclePhase.GENERATE_RESOURCES, threadSafe = true, requiresProject = false)
public final class FetchMojo extends AbstractStepsMojo {
    private final SettingsDecrypter decrypter;

    /**
     * The mirrors, which provide distfiles by name, in order of preference. The text of each {@code <mirror>} is an
     * http, https or file URL or an absolute path. Alternatively, a {@code <mirror>} contains a {@code <url>} and the
     * {@code <id>} of a {@code <server>} in Maven's settings, which contains the user name and password. On the command
     * line, commas separate mirrors.
     */
    @Parameter(property = "lbpayload.mirrors")
    private List<MirrorItem> mirrors = new ArrayList<>();

    /**
     * The maximum size of a download from a server, in bytes. Default: 4 GiB. Without a limit, an endless response
     * would fill the disk, because the sources files pin no sizes. The limit does not apply to mirrors that are
     * directories.
     */
    @Parameter(property = "lbpayload.fetchMaxBytes", defaultValue = "4294967296")
    private long fetchMaxBytes;

    /** The number of simultaneous downloads, 1 to 64. */
    @Parameter(property = "lbpayload.fetchThreads", defaultValue = "8")
    private int fetchThreads;

    /**
     * The maximum number of attempts to download a distfile from one location, 1 to 100. A location is tried again only
     * after a temporary failure, such as an interrupted download.
     */
    @Parameter(property = "lbpayload.fetchAttempts", defaultValue = "4")
    private int fetchAttempts;

    /**
     * The maximum number of seconds to wait for the next byte of a response, at least 1. A slow download that makes
     * progress is never interrupted.
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
                + Count.of(plan.all().size(), "distfile") + ", "
                + report.existing().size() + " already present");
    }
}
