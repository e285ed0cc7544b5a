// SPDX-License-Identifier: Apache-2.0
import java.nio.file.Files
import org.lbpayload.maven.it.TestFiles
import org.lbpayload.maven.it.ImporterJar

def expected = TestFiles.digests(basedir.toPath().resolve('distfiles'))
def add = { name, path -> expected[name] = TestFiles.sha256(Files.readAllBytes(basedir.toPath().resolve(path))) }
add('in.txt', 'sources/deep/in.txt')
add('under another name.txt', 'sources/left-out.txt')
add('relative', 'with blanks/a file')
add('listed', 'elsewhere/linked')
assert expected.size() == 210

def importer = new ImporterJar(importerJar)
['u32', 'u64'].each { layout ->
    def image = new File(basedir, "target/${layout}.img")
    def list = importer.run('--list', image)
    assert list.exitCode() == 0 : list.output()
    assert list.output().contains(layout)
    assert list.output().contains(TestFiles.payloadId(expected))
    expected.each { name, sha256 -> assert list.output().contains(sha256) }

    def dest = new File(basedir, "target/imported-$layout")
    def run = importer.run('--device', image, dest)
    assert run.exitCode() == 0 : run.output()
    assert TestFiles.digests(dest.toPath()) == expected
    TestFiles.delete(dest.toPath())
}
TestFiles.delete(basedir.toPath().resolve('distfiles'))
return true
