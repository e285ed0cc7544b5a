// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ReasonTest {
    static Stream<Arguments> reasons() {
        return Stream.of(
                Arguments.of(new NoSuchFileException("/a"), "it does not exist"),
                Arguments.of(new NotDirectoryException("/a"), "it is not a directory"),
                Arguments.of(new AccessDeniedException("/a"), "permission denied"),
                Arguments.of(new FileAlreadyExistsException("/a"), "it already exists"),
                Arguments.of(new DirectoryNotEmptyException("/a"), "the directory is not empty"),
                Arguments.of(new FileSystemException("/a", null, "No space left on device"), "No space left on device"),
                Arguments.of(new FileSystemException("/a"), "input/output error"),
                Arguments.of(new IOException("broken pipe"), "broken pipe"),
                Arguments.of(new IOException(null, new EOFException("too short")), "too short"),
                Arguments.of(new ClosedChannelException(), "input/output error"),
                Arguments.of(new ConnectException(), "the connection was refused, or the network is unreachable"));
    }

    @ParameterizedTest
    @MethodSource("reasons")
    void returnsReasonInWords(IOException e, String reason) {
        assertThat(Reason.of(e)).isEqualTo(reason);
    }
}
