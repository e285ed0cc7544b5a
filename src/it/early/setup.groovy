// SPDX-License-Identifier: Apache-2.0
import java.nio.file.Files
import java.nio.file.Path

def overlay = basedir.toPath().resolve('overlay')
Files.createSymbolicLink(overlay.resolve('bin'), Path.of('usr/bin'))
Files.createDirectories(overlay.resolve('proc'))
Files.writeString(Files.createDirectories(overlay.resolve('usr/bin')).resolve('tool'), '#!/bin/sh\n').toFile().executable = true
// Only run 5 reads this file. The goal changes the value to True, so runs 4 and 5 write the same bytes.
Files.writeString(basedir.toPath().resolve('my.cfg'), 'PAYLOAD_REQUIRED=False\n')
return true
