// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven;

import java.net.URI;
import java.net.URISyntaxException;
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
import org.lbpayload.maven.steps.ShownUrl;

/** How distfiles are fetched, from the parameters of the goal and from Maven's settings. */
final class FetchConfiguration {
    private final MavenSession session;
    private final SettingsDecrypter decrypter;

    FetchConfiguration(MavenSession session, SettingsDecrypter decrypter) {
        this.session = session;
        this.decrypter = decrypter;
    }

    FetchSettings settings(List<MirrorItem> items, long maxBytes) throws GoalException {
        List<Mirror> mirrors = new ArrayList<>();
        for (MirrorItem item : items) {
            mirrors.add(mirror(item));
        }
        if (maxBytes < 1) {
            throw new GoalException(
                    "<maxBytes>: expected at least 1, found " + maxBytes + ": correct it, or leave it out for 4 GiB");
        }
        return new FetchSettings(
                mirrors,
                proxies(),
                session.isOffline(),
                FetchSettings.DEFAULT_THREADS,
                FetchSettings.DEFAULT_ATTEMPTS,
                FetchSettings.DEFAULT_CONNECT_TIMEOUT,
                FetchSettings.DEFAULT_STALL_TIMEOUT,
                maxBytes);
    }

    private Mirror mirror(MirrorItem item) throws GoalException {
        if (item.url() == null || item.url().isBlank()) {
            throw new GoalException("<mirrors>: expected the URL of a mirror, found none: give each one");
        }
        try {
            return new Mirror(uri(item.url().strip()), serverCredentials(item.id()));
        } catch (IllegalArgumentException e) {
            throw new GoalException("<mirrors>: " + e.getMessage(), e);
        }
    }

    private static URI uri(String url) throws GoalException {
        try {
            return new URI(url);
        } catch (URISyntaxException e) {
            // Neither its message nor the exception as the cause: both have the URL whole, and there may be a password
            // in it.
            throw new GoalException("<mirrors>: expected the URL of a mirror, found " + ShownUrl.of(url)
                    + ", which is no URL: " + e.getReason() + " at index " + e.getIndex() + "; correct it");
        }
    }

    private Optional<Credentials> serverCredentials(String id) throws GoalException {
        if (id == null || id.isBlank()) {
            return Optional.empty();
        }
        Server server = session.getSettings().getServer(id);
        if (server == null) {
            throw new GoalException("<mirrors>: Maven's settings have no <server> with the id " + id
                    + ": add one, or leave <id> out of the mirror");
        }
        Server decrypted = decrypt(new DefaultSettingsDecryptionRequest(server), "<server> " + id)
                .getServer();
        return credentials(decrypted.getUsername(), decrypted.getPassword());
    }

    /** Maven hands out what it cannot decrypt as it stands in the settings, and that is not to be sent to anybody. */
    private SettingsDecryptionResult decrypt(SettingsDecryptionRequest request, String element) throws GoalException {
        SettingsDecryptionResult result = decrypter.decrypt(request);
        for (SettingsProblem problem : result.getProblems()) {
            if (problem.getSeverity() != SettingsProblem.Severity.WARNING) {
                throw new GoalException("the password of the " + element
                        + " of Maven's settings cannot be decrypted: " + problem.getMessage()
                        + "; encrypt it anew, or put right settings-security.xml");
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
