// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.fetch;

import java.nio.file.Path;
import java.util.List;
import org.lbpayload.maven.io.GoalException;
import org.lbpayload.maven.steps.Distfile;

/**
 * Thrown when distfiles cannot be downloaded or the distfiles directory cannot be used. Completed downloads are kept.
 */
public final class FetchException extends GoalException {
    private final transient List<Failure> failures;

    /**
     * A distfile that could not be downloaded.
     *
     * @param tried the failed sources in the order of the attempts, at least one
     */
    public record Failure(Distfile distfile, List<Tried> tried) {
        public Failure {
            tried = List.copyOf(tried);
        }
    }

    /**
     * A source that failed.
     *
     * @param source the URL without credentials, or the path
     * @param reason the reason for the failure
     */
    public record Tried(String source, String reason) {}

    FetchException(String message, Throwable cause) {
        super("<distfilesDirectory>: " + message, cause);
        this.failures = List.of();
    }

    FetchException(Path directory, int wanted, List<Failure> failures) {
        super("<distfilesDirectory>: " + message(directory, wanted, failures));
        this.failures = List.copyOf(failures);
    }

    /** Returns the distfiles that could not be downloaded, in the requested order. */
    public List<Failure> failures() {
        return failures;
    }

    private static String message(Path directory, int wanted, List<Failure> failures) {
        StringBuilder text = new StringBuilder();
        text.append(directory)
                .append(": ")
                .append(failures.size())
                .append(" of ")
                .append(wanted);
        text.append(wanted == 1 ? " distfile is" : " distfiles are");
        text.append(" missing or damaged and could not be downloaded:");
        for (Failure failure : failures) {
            Distfile distfile = failure.distfile();
            text.append("\n  ").append(distfile.name()).append(", SHA-256 ").append(distfile.sha256());
            text.append(", named at ").append(distfile.definedAt());
            for (Tried tried : failure.tried()) {
                text.append("\n    ").append(tried.source()).append(": ").append(tried.reason());
            }
        }
        return text.toString();
    }
}
