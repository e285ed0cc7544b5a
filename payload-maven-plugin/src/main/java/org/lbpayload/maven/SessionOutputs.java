// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.aether.SessionData;
import org.lbpayload.maven.io.GoalException;

/**
 * The outputs of a Maven session, each with the execution that writes the output. Two executions must not write the
 * same output, because the second execution would silently replace the output of the first.
 */
final class SessionOutputs {
    /**
     * The key of the outputs in the session data. Only JDK types are stored, because Maven can load the plugin's
     * classes more than once.
     */
    private static final String KEY = "org.lbpayload.maven.outputs";

    /** The parameters whose default contains the classifier. */
    private static final Set<String> NAMED_BY_CLASSIFIER = Set.of("<imageFile>", "<reportDirectory>");

    private final Map<String, String> executions;

    @SuppressWarnings("unchecked")
    SessionOutputs(SessionData session) {
        session.set(KEY, null, new ConcurrentHashMap<String, String>());
        executions = (Map<String, String>) session.get(KEY);
    }

    /**
     * Reserves a file or directory.
     *
     * @param parameter the parameter that names the output
     * @param execution the execution that writes the output
     * @throws GoalException if another execution reserved the same path, or if the path is a root directory
     */
    void reserveFile(Path file, String parameter, String execution) throws GoalException {
        if (file.toAbsolutePath().normalize().getFileName() == null) {
            throw new GoalException(parameter + ": cannot write " + file + ": name a path below it");
        }
        String other = executions.putIfAbsent(key(file), execution);
        if (other != null && !other.equals(execution)) {
            throw new GoalException(parameter + ": " + other + " and " + execution + " both write " + file
                    + ": give each execution a different " + parameter
                    + (NAMED_BY_CLASSIFIER.contains(parameter) ? " or <classifier>" : "")
                    + ", or run only one of them");
        }
    }

    /**
     * Reserves an artifact of a project.
     *
     * @param artifact the coordinates of the artifact, including the classifier
     * @param remedy the remedy for the message, as an imperative
     * @throws GoalException if another execution reserved the same artifact
     */
    void reserveArtifact(String artifact, String execution, String remedy) throws GoalException {
        String other = executions.putIfAbsent("artifact " + artifact, execution);
        if (other != null && !other.equals(execution)) {
            throw new GoalException("<attach>: " + other + " and " + execution + " both attach an image as " + artifact
                    + ": " + remedy);
        }
    }

    /** Returns whether an execution of this session has reserved the file or directory. */
    boolean isReserved(Path file) {
        return executions.containsKey(key(file));
    }

    private static String key(Path file) {
        return "file " + canonical(file);
    }

    /**
     * Returns the absolute path of a file, with the symbolic links in its directory resolved. Creating missing
     * directories does not change the result.
     */
    static Path canonical(Path file) {
        Path absolute = file.toAbsolutePath().normalize();
        Path directory = absolute.getParent();
        while (directory.getParent() != null && Files.notExists(directory)) {
            directory = directory.getParent();
        }
        try {
            return directory.toRealPath().resolve(directory.relativize(absolute));
        } catch (IOException e) {
            return absolute; // the directory cannot be read
        }
    }
}
