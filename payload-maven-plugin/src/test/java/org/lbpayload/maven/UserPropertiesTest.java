// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.maven.plugin.descriptor.PluginDescriptorBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UserPropertiesTest {
    private final Properties own = new Properties();
    private final List<String> warnings = new ArrayList<>();
    private UserProperties known;

    @BeforeEach
    void readDescriptor() throws Exception {
        try (Reader descriptor = new InputStreamReader(
                UserPropertiesTest.class.getResourceAsStream("/META-INF/maven/plugin.xml"), StandardCharsets.UTF_8)) {
            known = new UserProperties(new PluginDescriptorBuilder().build(descriptor));
        }
    }

    @Test
    void suggestsClosestProperty() {
        assertThat(warnings("lbpayload.imagefile"))
                .containsExactly("-Dlbpayload.imagefile has no effect: no goal has this parameter; did you mean"
                        + " -Dlbpayload.imageFile?");
        assertThat(warnings("lbpayload.stepDirectory").get(0)).endsWith("-Dlbpayload.stepsDirectories?");
    }

    @Test
    void acceptsKnownAndOtherProperties() {
        assertThat(warnings("lbpayload.skip")).isEmpty();
        assertThat(warnings("lbpayload.mirrors")).isEmpty();
        assertThat(warnings("maven.test.skip")).isEmpty();
    }

    @Test
    void acceptsPropertiesOfProject() {
        own.setProperty("lbpayload.version", "0.1.0");

        assertThat(warnings("lbpayload.version")).isEmpty();
    }

    private List<String> warnings(String property) {
        Properties properties = new Properties();
        properties.setProperty(property, "value");
        warnings.clear();
        known.warnAboutUnknown(properties, own, warnings::add);
        return warnings;
    }
}
