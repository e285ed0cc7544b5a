// SPDX-License-Identifier: Apache-2.0
import java.nio.file.Files
import java.nio.file.Path

// This script creates the files, because Git does not store empty directories and some file systems change these names.
// The script uses URIs, because Java cannot encode the names in the C locale.
def distfiles = Files.createDirectories(basedir.toPath().resolve('distfiles'))
def file = { escapedName -> Path.of(URI.create(distfiles.toUri().toString() + escapedName)) }
Files.write(file('b.tar'), [0, 0xFF, 0x0A] as byte[])
Files.writeString(file('a'), '')
Files.writeString(file('%EF%BD%9E'), 'hi')
Files.writeString(file('%F0%9F%92%BE'), 'x')
Files.writeString(Files.createDirectories(file('directory')).resolve('c'), 'not packed')
Files.createDirectories(basedir.toPath().resolve('empty'))
return true
