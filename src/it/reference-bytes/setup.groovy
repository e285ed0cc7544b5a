// SPDX-License-Identifier: Apache-2.0
import java.nio.file.Files
import java.nio.file.Path

// This script creates the files, because not every checkout preserves empty directories and such names. URIs contain the
// bytes of the names, because Java cannot express the names otherwise in the C locale.
def distfiles = Files.createDirectories(basedir.toPath().resolve('distfiles'))
def file = { escapedName -> Path.of(URI.create(distfiles.toUri().toString() + escapedName)) }
Files.write(file('b.tar'), [0, 0xFF, 0x0A] as byte[])
Files.writeString(file('a'), '')
Files.writeString(file('%EF%BD%9E'), 'hi')
Files.writeString(file('%F0%9F%92%BE'), 'x')
Files.writeString(Files.createDirectories(file('folder')).resolve('c'), 'not looked at')
Files.createDirectories(basedir.toPath().resolve('empty'))
return true
