// SPDX-License-Identifier: Apache-2.0
import org.lbpayload.maven.it.BootOverlay
import org.lbpayload.maven.it.TestFiles
import org.lbpayload.maven.it.ImporterJar

def log = { new File(basedir, "target/${it}.log").getText('UTF-8') }
def distfiles = TestFiles.digests(new File(basedir, 'distfiles').toPath())

['ide', 'virtio', 'scsi', 'nvme', 'usb', 'sd', 'partition', 'decoy', 'resume'].each { scenario ->
    distfiles.keySet().each { name -> assert log(scenario).contains("$name: OK") }
}
['ide': 'sda', 'virtio': 'vda', 'scsi': 'sda', 'nvme': 'nvme0n1', 'usb': 'sda', 'sd': 'mmcblk0', 'partition': 'sda1', 'decoy': 'vda'].each { scenario, disk ->
    assert log(scenario).contains("payload-import: reading ${distfiles.size()} files from /dev/$disk")
}
assert log('decoy').contains('payload-import: warning: /dev/sda: malformed payload image ')
assert log('cut-off').contains('payload-import: warning: /dev/vda: malformed payload image ')
assert log('cut-off').contains('REFUSED WITH STATUS 1')
assert log('other-id').contains('payload-import: ignoring /dev/vda: expected payload ')
assert log('other-id').contains('REFUSED WITH STATUS 1')

// Each goal has ended its QEMU process.
assert ProcessHandle.allProcesses().noneMatch { it.info().commandLine().orElse('').contains("$basedir/target") }

// Imports the same image from a loop device of this machine.
def loop = BootOverlay.run('losetup', '--find', '--show', '--read-only', new File(basedir, 'target/boot-1.0-payload.img').path).trim()
try {
    def imported = new File(basedir, 'target/imported')
    def run = new ImporterJar(importerJar).run('--device', loop, imported)
    assert run.exitCode() == 0 : run.output()
    assert TestFiles.digests(imported.toPath()) == distfiles
} finally {
    BootOverlay.run('losetup', '--detach', loop)
}
return true
