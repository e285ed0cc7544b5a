// SPDX-License-Identifier: Apache-2.0
import java.nio.file.Files
import java.nio.file.Path

def module = { basedir.toPath().resolve(it) }
Files.createSymbolicLink(Files.createDirectories(module('dangling-link/distfiles')).resolve('link'), Path.of('nowhere'))
def source = Files.createDirectories(module('image-among-distfiles/distfiles')).resolve('payload.img')
Files.writeString(source, 'LBPAYLD1\0\0\0\0\0\0\0\0')
def large = Files.createDirectories(module('u32-above-4-gib/target/sparse')).resolve('large')
new RandomAccessFile(large.toFile(), 'rw').withCloseable { it.setLength(4L << 30) }

// Imitates an earlier build, which left an image and the state file of the image.
['missing-source', 'unreadable-source', 'nothing-to-pack', 'malformed-list'].each {
    def target = Files.createDirectories(module("$it/target"))
    Files.writeString(target.resolve("$it-1.0-payload.img"), 'LBPAYLD1\0\0\0\0\0\0\0\0')
    Files.writeString(target.resolve("$it-1.0-payload.img.inputs"), 'inputs')
}

// A shell creates the file, because Java cannot create a file whose name is in Latin-1.
Files.createDirectories(module('name-of-another-encoding/names'))
def made = ['sh', '-c', 'echo 1 > plain.txt && echo 2 > "$(printf "\\344").txt"'].execute(null, module('name-of-another-encoding/names').toFile())
assert made.waitFor() == 0
return true
