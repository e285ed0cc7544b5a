// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.fetch;

import java.nio.file.Path;
import java.util.List;
import org.lbpayload.maven.io.GoalException;
import org.lbpayload.maven.steps.Distfile;

/**
 * Distfiles that are missing or wrong and could not be fetched, all told together, or a folder that cannot be fetched
 * into. What could be fetched is in place all the same.
 */
public final class FetchException extends GoalException {
    private final transient List<Failure> failures;

    /**
     * One distfile that could not be fetched.
     *
     * @param distfile which
     * @param tried every place with the reason why it did not serve, in the order they were asked; at least one
     */
    public record Failure(Distfile distfile, List<Tried> tried) {
        public Failure {
            tried = List.copyOf(tried);
        }
    }

    /**
     * One place that did not serve.
     *
     * @param place where, without credentials
     * @param reason why
     */
    public record Tried(String place, String reason) {}

    FetchException(String message, Throwable cause) {
        super(message, cause);
        this.failures = List.of();
    }

    FetchException(Path folder, int wanted, List<Failure> failures) {
        super(message(folder, wanted, failures));
        this.failures = List.copyOf(failures);
    }

    /** {@return the distfiles that could not be fetched, in the order they were asked for} */
    public List<Failure> failures() {
        return failures;
    }

    private static String message(Path folder, int wanted, List<Failure> failures) {
        StringBuilder text = new StringBuilder();
        text.append(folder).append(": ").append(failures.size()).append(" of ").append(wanted);
        text.append(" distfiles are missing or wrong and could not be fetched:");
        for (Failure failure : failures) {
            Distfile distfile = failure.distfile();
            text.append("\n  ").append(distfile.name()).append(", SHA-256 ").append(distfile.sha256());
            text.append(", named at ").append(distfile.definedAt());
            for (Tried tried : failure.tried()) {
                text.append("\n    ").append(tried.place()).append(": ").append(tried.reason());
            }
        }
        return text.toString();
    }
}
