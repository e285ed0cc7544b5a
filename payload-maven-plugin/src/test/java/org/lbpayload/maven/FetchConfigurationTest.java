// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Field;
import java.util.List;
import org.apache.maven.execution.DefaultMavenExecutionRequest;
import org.apache.maven.execution.MavenExecutionRequest;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.settings.Proxy;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.building.DefaultSettingsProblem;
import org.apache.maven.settings.building.SettingsProblem;
import org.apache.maven.settings.crypto.SettingsDecryptionResult;
import org.eclipse.aether.RepositorySystemSession;
import org.junit.jupiter.api.Test;
import org.lbpayload.maven.io.GoalException;

class FetchConfigurationTest {
    @Test
    void printsInvalidMirrorWithoutCredentials() {
        MirrorItem mirror = new MirrorItem();
        mirror.set("https://user:s3cret@exa mple.org/a");

        assertThatThrownBy(() -> new FetchConfiguration(null, null).settings(List.of(mirror), 1, 1, 1, 1))
                .isInstanceOf(GoalException.class)
                .hasMessageStartingWith("<mirrors>: mirror https://exa mple.org/a: the host name contains")
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void refusesNumbersOutOfRangeByParameter() {
        FetchConfiguration configuration = configuration(new Server());

        assertThatThrownBy(() -> configuration.settings(List.of(), 0, 1, 1, 1))
                .isInstanceOf(GoalException.class)
                .hasMessage(
                        "<fetchThreads>: expected 1 to 64, found 0; correct the value, or remove it to use the default");
        assertThatThrownBy(() -> configuration.settings(List.of(), 1, 101, 1, 1))
                .hasMessageStartingWith("<fetchAttempts>: expected 1 to 100, found 101");
        assertThatThrownBy(() -> configuration.settings(List.of(), 1, 1, -3, 1))
                .hasMessageStartingWith("<fetchStallTimeout>: expected a time greater than zero, found -3 s");
        assertThatThrownBy(() -> configuration.settings(List.of(), 1, 1, 1, 0))
                .hasMessageStartingWith("<fetchMaxBytes>: expected at least 1, found 0");
    }

    @Test
    void failsIfPasswordCannotBeDecrypted() {
        Server server = new Server();
        server.setId("our-mirror");
        server.setUsername("user");
        server.setPassword("{c1pher}");

        assertThatThrownBy(() -> configuration(server).settings(List.of(mirrorOf("our-mirror")), 1, 1, 1, 1))
                .isInstanceOf(GoalException.class)
                .hasMessageStartingWith(
                        "the password of the <server> our-mirror in Maven's settings cannot be decrypted:"
                                + " no master password")
                .hasMessageNotContaining("c1pher");
    }

    /** Returns a configuration with a server in Maven's settings. Decrypting the password fails as it does in Maven. */
    @SuppressWarnings("deprecation") // all constructors of MavenSession are deprecated
    private static FetchConfiguration configuration(Server server) {
        MavenExecutionRequest request = new DefaultMavenExecutionRequest();
        request.addServer(server);
        SettingsProblem problem = new DefaultSettingsProblem(
                "no master password", SettingsProblem.Severity.ERROR, "server: our-mirror", -1, -1, null);
        SettingsDecryptionResult result = new SettingsDecryptionResult() {
            @Override
            public Server getServer() {
                return server;
            }

            @Override
            public List<Server> getServers() {
                return List.of(server);
            }

            @Override
            public Proxy getProxy() {
                return null;
            }

            @Override
            public List<Proxy> getProxies() {
                return List.of();
            }

            @Override
            public List<SettingsProblem> getProblems() {
                return List.of(problem);
            }
        };
        return new FetchConfiguration(
                new MavenSession(null, (RepositorySystemSession) null, request, null), asked -> result);
    }

    private static MirrorItem mirrorOf(String id) throws ReflectiveOperationException {
        MirrorItem mirror = new MirrorItem();
        mirror.set("https://example.org/");
        Field field = MirrorItem.class.getDeclaredField("id");
        field.setAccessible(true); // as Maven sets it
        field.set(mirror, id);
        return mirror;
    }
}
