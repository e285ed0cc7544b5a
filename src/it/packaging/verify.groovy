// SPDX-License-Identifier: Apache-2.0
import org.lbpayload.maven.it.TestFiles
import org.lbpayload.maven.it.ImporterJar

def image = { module -> new File(basedir, "${module}/target/${module}-1.0-payload.img") }
for (module in ['one', 'two', 'both']) {
    def path = "org/lbpayload/it/${module}/1.0/${module}-1.0.img"
    assert new File(localRepositoryPath, path).bytes == image(module).bytes
    assert new File(basedir, "deployed/${path}").bytes == image(module).bytes
}

def imported = new File(basedir, 'imported')
def run = new ImporterJar(importerJar).run('--device', image('both'), imported)
assert run.exitCode() == 0 : run.output()
assert TestFiles.digests(imported.toPath()) == [
    'one-1.0.img': TestFiles.sha256(image('one').bytes),
    'own.txt': TestFiles.sha256('own\n'.bytes),
    'two-1.0.img': TestFiles.sha256(image('two').bytes),
]
return true
