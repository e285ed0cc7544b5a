// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;

class GoalExceptionTest {
    @Test
    void classifiesExceptionWithoutIoErrorAsWrongInput() {
        assertThat(new GoalException("m").isMachineFailure()).isFalse();
        assertThat(new GoalException("m", new IllegalArgumentException()).isMachineFailure())
                .isFalse();
    }

    @Test
    void classifiesMissingOrMalformedFileAsWrongInput() {
        assertThat(new GoalException("m", new NoSuchFileException("f")).isMachineFailure())
                .isFalse();
        assertThat(new GoalException("m", new MalformedInputException(1)).isMachineFailure())
                .isFalse();
    }

    @Test
    void classifiesFailedAccessAsMachineFailure() {
        IOException full = new FileSystemException("f", null, "No space left on device");

        assertThat(new GoalException("m", full).isMachineFailure()).isTrue();
        assertThat(new GoalException("m", new UncheckedIOException(full)).isMachineFailure())
                .isTrue();
        assertThat(new GoalException("m", new GoalException("n", full)).isMachineFailure())
                .isTrue();
    }
}
