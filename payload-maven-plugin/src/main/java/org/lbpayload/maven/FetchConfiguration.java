// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.building.SettingsProblem;
import org.apache.maven.settings.crypto.DefaultSettingsDecryptionRequest;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.apache.maven.settings.crypto.SettingsDecryptionRequest;
import org.apache.maven.settings.crypto.SettingsDecryptionResult;
import org.lbpayload.maven.fetch.Credentials;
import org.lbpayload.maven.fetch.FetchSettings;
import org.lbpayload.maven.fetch.Mirror;
import org.lbpayload.maven.fetch.Proxy;
import org.lbpayload.maven.io.GoalException;

/** A factory that creates the settings of a fetch from the goal's parameters and Maven's settings. */
final class FetchConfiguration {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(20);

    private final MavenSession session;
    private final SettingsDecrypter decrypter;

    FetchConfiguration(MavenSession session, SettingsDecrypter decrypter) {
        this.session = session;
        this.decrypter = decrypter;
    }

    /**
     * Returns the settings of a fetch.
     *
     * @throws GoalException if a parameter or an element of Maven's settings is invalid
     */
    FetchSettings settings(List<MirrorItem> items, int threads, int attempts, int stallSeconds, long maxBytes)
            throws GoalException {
        List<Mirror> mirrors = new ArrayList<>();
        for (MirrorItem item : items) {
            mirrors.add(mirror(item));
        }
        try {
            return new FetchSettings(
                    mirrors,
                    proxies(),
                    session.isOffline(),
                    threads,
                    attempts,
                    CONNECT_TIMEOUT,
                    Duration.ofSeconds(stallSeconds),
                    maxBytes);
        } catch (IllegalArgumentException e) {
            throw new GoalException(e.getMessage() + "; correct the value, or remove it to use the default", e);
        }
    }

    private Mirror mirror(MirrorItem item) throws GoalException {
        if (item.url() == null || item.url().isBlank()) {
            throw new GoalException("<mirrors>: a mirror has no URL; add a URL, or remove the mirror");
        }
        try {
            return Mirror.of(item.url().strip(), serverCredentials(item.id()));
        } catch (IllegalArgumentException e) {
            throw new GoalException("<mirrors>: " + e.getMessage(), e);
        }
    }

    private Optional<Credentials> serverCredentials(String id) throws GoalException {
        if (id == null || id.isBlank()) {
            return Optional.empty();
        }
        Server server = session.getSettings().getServer(id);
        if (server == null) {
            throw new GoalException("<mirrors>: Maven's settings have no <server> with the id " + id
                    + ": add this <server>, or remove <id> from the mirror");
        }
        Server decrypted = decrypt(new DefaultSettingsDecryptionRequest(server), "<server> " + id)
                .getServer();
        return credentials(decrypted.getUsername(), decrypted.getPassword());
    }

    /**
     * Decrypts passwords. Fails if Maven cannot decrypt a password, because Maven then returns the encrypted password,
     * which must not be sent.
     */
    private SettingsDecryptionResult decrypt(SettingsDecryptionRequest request, String element) throws GoalException {
        SettingsDecryptionResult result = decrypter.decrypt(request);
        for (SettingsProblem problem : result.getProblems()) {
            if (problem.getSeverity() != SettingsProblem.Severity.WARNING) {
                throw new GoalException("the password of the " + element
                        + " in Maven's settings cannot be decrypted: " + problem.getMessage()
                        + "; encrypt the password again, or correct settings-security.xml");
            }
        }
        return result;
    }

    private List<Proxy> proxies() throws GoalException {
        List<Proxy> proxies = new ArrayList<>();
        for (org.apache.maven.settings.Proxy configured : session.getSettings().getProxies()) {
            if (configured.isActive()) {
                proxies.add(
                        proxy(decrypt(new DefaultSettingsDecryptionRequest(configured), "<proxy> " + configured.getId())
                                .getProxy()));
            }
        }
        return proxies;
    }

    private static Proxy proxy(org.apache.maven.settings.Proxy configured) throws GoalException {
        try {
            return new Proxy(
                    configured.getProtocol(),
                    configured.getHost(),
                    configured.getPort(),
                    configured.getNonProxyHosts() == null ? "" : configured.getNonProxyHosts(),
                    credentials(configured.getUsername(), configured.getPassword()));
        } catch (IllegalArgumentException e) {
            throw new GoalException("<proxies> of Maven's settings: " + e.getMessage(), e);
        }
    }

    private static Optional<Credentials> credentials(String user, String password) {
        return user == null ? Optional.empty() : Optional.of(new Credentials(user, password == null ? "" : password));
    }
}
