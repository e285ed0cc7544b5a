// SPDX-License-Identifier: Apache-2.0
import java.nio.file.Files
import java.nio.file.Path
import java.nio.file.attribute.FileTime
import java.nio.file.attribute.PosixFilePermissions

def names = (1..60).collect { "I-file-$it" } + ['%C4%B1', '%F0%9F%92%BE', '%EF%BD%9E']
[one: new Random(1), two: new Random(2)].each { build, order ->
    def directory = Files.createDirectories(basedir.toPath().resolve(build))
    names.shuffled(order).each { name ->
        def file = Path.of(URI.create(directory.toUri().toString() + name))
        Files.write(file, (name * 1000).bytes)
        Files.setLastModifiedTime(file, FileTime.fromMillis(order.nextInt()))
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(build == 'one' ? 'rw-------' : 'rwxrwxrwx'))
    }
    def lines = (1..60).collect { "listed-$it $build/I-file-$it" }.shuffled(order)
    Files.writeString(basedir.toPath().resolve("${build}.list"), lines.join('\n'))
}
return true
