// SPDX-License-Identifier: Apache-2.0
import org.lbpayload.maven.it.BootOverlay
import org.lbpayload.maven.it.Folder
import org.lbpayload.maven.it.ImporterJar

def log = { new File(basedir, "target/${it}.log").getText('UTF-8') }
def distfiles = Folder.digests(new File(basedir, 'distfiles').toPath())

['ide', 'virtio', 'scsi', 'nvme', 'partition', 'decoy', 'resume'].each { scenario ->
    distfiles.keySet().each { name -> assert log(scenario).contains("$name: OK") }
}
assert log('ide').contains('/dev/sda')
assert log('virtio').contains('/dev/vda')
assert log('scsi').contains('/dev/sda')
assert log('nvme').contains('/dev/nvme0n1')
assert log('partition').contains('/dev/sda1')
assert log('decoy').contains('/dev/vda')
assert log('cut-off').contains('REFUSED WITH STATUS')
assert log('other-id').contains('REFUSED WITH STATUS')
assert log('power-off').contains('BOOT TEST HALFWAY')

// No machine outlives its goal.
assert ProcessHandle.allProcesses().noneMatch { it.info().commandLine().orElse('').contains("$basedir/target") }

// The same image through a loop device of this machine.
def loop = BootOverlay.run('losetup', '--find', '--show', '--read-only', new File(basedir, 'target/boot-1.0-payload.img').path).trim()
try {
    def imported = new File(basedir, 'target/imported')
    def run = new ImporterJar(importerJar).run('--device', loop, imported)
    assert run.exitCode() == 0 : run.output()
    assert Folder.digests(imported.toPath()) == distfiles
} finally {
    BootOverlay.run('losetup', '--detach', loop)
}
return true
