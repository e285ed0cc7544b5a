// SPDX-License-Identifier: Apache-2.0
import org.lbpayload.maven.it.ImporterJar

def importer = new ImporterJar(importerJar)
def list = importer.run('--list', new File(basedir, 'target/payload.img'))
assert list.exitCode() == 0
assert list.output().contains('only')
list = importer.run('--list', new File(basedir, 'elsewhere/other.img'))
assert list.exitCode() == 0
assert list.output().contains('payload.img.inputs')
return true
