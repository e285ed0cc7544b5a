// SPDX-License-Identifier: Apache-2.0
import org.lbpayload.maven.it.TestFiles
import org.lbpayload.maven.it.ImporterJar

def image = new File(basedir, 'target/basic-1.0-payload.img')
def log = new File(basedir, 'build.log').text
def expected = TestFiles.digests(new File(basedir, 'distfiles').toPath())
def id = TestFiles.payloadId(expected)

def line = "$image: layout u64, 3 entries, ${image.length()} bytes, payload id $id"
assert log.count("[INFO] Payload image: $line") == 2
assert log.count("[INFO] Payload image is up to date: $line") == 1
assert log.count('[INFO] Skipping lbpayload:build: lbpayload.skip is set') == 1
assert new File(basedir, 'target').list().toList().toSet() ==
        ['basic-1.0-payload.img', 'basic-1.0-payload.img.inputs'].toSet()

def importer = new ImporterJar(importerJar)
def list = importer.run('--list', image)
assert list.exitCode() == 0
assert list.output().contains(id)

def dest = new File(basedir, 'target/imported')
def run = importer.run('--device', image, dest)
assert run.exitCode() == 0 : run.output()
assert TestFiles.digests(dest.toPath()) == expected
return true
