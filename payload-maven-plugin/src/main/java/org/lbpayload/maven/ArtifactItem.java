// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven;

/** An {@code <artifactItem>} element of {@code <artifactItems>}, as in maven-dependency-plugin. */
public final class ArtifactItem {
    /** Required. */
    private String groupId;

    /** Required. */
    private String artifactId;

    /** The default is the version of the project's dependency or managed dependency on the artifact. */
    private String version;

    private String type = "jar";

    private String classifier;

    /** The name of the entry in the image. The default is {@code artifactId-version[-classifier].type}. */
    private String destFileName;

    /** Sets the fields from the short form {@code groupId:artifactId[:version[:type[:classifier]]]}. */
    public void set(String coordinates) {
        String[] parts = coordinates.split(":", -1);
        if (parts.length < 2 || parts.length > 5) {
            throw new IllegalArgumentException("<artifactItems>: expected"
                    + " groupId:artifactId[:version[:type[:classifier]]], found \"" + coordinates + "\"");
        }
        groupId = parts[0];
        artifactId = parts[1];
        version = parts.length > 2 ? parts[2] : null;
        type = parts.length > 3 && !parts[3].isEmpty() ? parts[3] : type;
        classifier = parts.length > 4 ? parts[4] : null;
    }

    String groupId() {
        return groupId;
    }

    String artifactId() {
        return artifactId;
    }

    String version() {
        return version;
    }

    String type() {
        return type;
    }

    String classifier() {
        return classifier == null ? "" : classifier;
    }

    String destFileName() {
        return destFileName;
    }

    @Override
    public String toString() {
        String withType = groupId + ":" + artifactId + ":" + type;
        return classifier().isEmpty() ? withType : withType + ":" + classifier;
    }
}
