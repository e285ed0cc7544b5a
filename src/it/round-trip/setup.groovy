// SPDX-License-Identifier: Apache-2.0
import java.nio.file.Files
import java.nio.file.Path

def write = { String path, byte[] content ->
    def file = Path.of(URI.create(basedir.toPath().toUri().toString() + path))
    Files.createDirectories(file.parent)
    Files.write(file, content)
}
def random = new Random(1)
def randomBytes = { int size -> def bytes = new byte[size]; random.nextBytes(bytes); bytes }
write('distfiles/random.bin', randomBytes(5_000_001))
write('distfiles/empty', new byte[0])
write('distfiles/.hidden', randomBytes(512))
write('distfiles/%E2%82%AC.txt', randomBytes(513))
write('distfiles/' + 'n' * 255, randomBytes(1))
200.times { write("distfiles/small-$it", randomBytes(it)) }
write('elsewhere/linked', randomBytes(300_000))
Files.createSymbolicLink(basedir.toPath().resolve('distfiles/link'), Path.of('../elsewhere/linked'))
write('sources/left-out.txt', randomBytes(10))
write('sources/deep/in.txt', randomBytes(20))
write('sources/deep/.gitignore', randomBytes(30)) // excluded by default
write('sources/deep/in.bin', randomBytes(40)) // not matched by <includes>
write('with%20blanks/a%20file', randomBytes(1000))
def absolute = basedir.toPath().resolve('elsewhere/linked')
write('lists/external.list', "relative ../with blanks/a file\n\n\tlisted\t$absolute \r\n".getBytes('UTF-8'))
return true
