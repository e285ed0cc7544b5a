// SPDX-License-Identifier: Apache-2.0
import org.lbpayload.maven.it.TestFiles
import org.lbpayload.maven.it.ImporterJar

def repository = { new File(localRepositoryPath, it) }
def parent = "lbpayload-parent-${projectVersion}.pom" as String
def expected = [
        'javax.inject-1.jar': repository('javax/inject/javax.inject/1/javax.inject-1.jar'),
        'javax.inject-1-sources.jar': repository('javax/inject/javax.inject/1/javax.inject-1-sources.jar'),
        'importer.jar': new File(importerJar),
        (parent): repository("org/lbpayload/lbpayload-parent/$projectVersion/$parent")
].collectEntries { name, file -> [name, TestFiles.sha256(file.bytes)] }

def dest = new File(basedir, 'target/imported')
def run = new ImporterJar(importerJar).run('--device', new File(basedir, 'target/artifact-items-1.0-payload.img'), dest)
assert run.exitCode() == 0 : run.output()
assert TestFiles.digests(dest.toPath()) == expected
return true
