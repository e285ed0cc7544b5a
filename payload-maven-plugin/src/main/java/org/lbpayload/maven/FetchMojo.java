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
 * Gets the distfiles that the steps of live-bootstrap need and the distfiles folder lacks: from the mirrors, in order,
 * then from the URLs that the steps give. A file stands under its name only once its SHA-256 is the pinned one; a file
 * that is right already is not touched. Interrupted transfers are gone on with the next time. What cannot be got is
 * told at the end, each with every place that was tried and why it did not serve.
 *
 * <p>Uses the proxies of Maven's settings. Offline ({@code -o}) only {@code file} mirrors are read.
 *
 * @since 0.1.0
 */
@Mojo(name = "fetch", defaultPhase = LifecyclePhase.PREPARE_PACKAGE, threadSafe = true, requiresProject = false)
public final class FetchMojo extends AbstractStepsMojo {
    private final SettingsDecrypter decrypter;

    /**
     * Places that have distfiles under their names, asked in this order before the URLs of the steps. Each is a
     * {@code <mirror>} with an {@code http}, {@code https} or {@code file} URL for a text, or with {@code <url>} and
     * {@code <id>} where the {@code <server>} of that id in Maven's settings has the user name and password for it. On
     * the command line: URLs, separated by commas.
     *
     * @since 0.1.0
     */
    @Parameter(property = "lbpayload.mirrors")
    private List<MirrorItem> mirrors = new ArrayList<>();

    /**
     * The largest distfile that is taken from a server, in bytes (default: 4 GiB). The steps pin no size, and an answer
     * without end would fill the disk. What a {@code file} mirror has may be of any size.
     *
     * @since 0.1.0
     */
    @Parameter(property = "lbpayload.maxBytes", defaultValue = "4294967296")
    private long maxBytes;

    @Inject
    public FetchMojo(SettingsDecrypter decrypter) {
        this.decrypter = decrypter;
    }

    @Override
    void run() throws GoalException, InterruptedException {
        StepsPlan plan = readSteps();
        Fetcher fetcher = new Fetcher(
                new FetchConfiguration(session(), decrypter).settings(mirrors, maxBytes),
                new FetchLog(getLog(), session().getRequest().isInteractiveMode(), System::nanoTime));
        FetchReport report = fetcher.fetch(plan.all(), distfilesDirectory());
        getLog().info(distfilesDirectory() + ": " + report.fetched().size() + " distfiles fetched, "
                + report.present().size() + " were there");
    }
}
