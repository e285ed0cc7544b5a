// SPDX-License-Identifier: Apache-2.0
import java.util.zip.GZIPInputStream
import org.apache.commons.compress.archivers.cpio.CpioArchiveInputStream
import org.lbpayload.maven.it.TestFiles

def runs = new File(basedir, 'build.log').text.split('Scanning for projects')
def image = new File(basedir, 'target/early-1.0-payload.img')
def id = TestFiles.payloadId(TestFiles.digests(new File(basedir, 'distfiles').toPath()))

assert runs[1].contains("<imageFile>: cannot read $image: it does not exist; run lbpayload:build, or name another image")
assert runs[2].contains("<imageFile>: $image has no payload id for the early image, because the image has no checksums")
assert runs[3].contains('<initFile>: the initramfs has no executable /init for the kernel to run: name a program')
assert runs[4].contains("[INFO] Early distfiles: 0; payload id: $id")
assert runs[4].contains("[INFO] Early root: $basedir/target/early")
assert runs[6].contains('has no .lbpayload-early, so lbpayload:early did not create it: empty it, or name another')
assert new File(basedir, 'overlay/usr/bin/tool').exists()

def early = new File(basedir, 'target/early')
assert new File(early, 'steps/bootstrap.cfg').text == 'PAYLOAD_REQUIRED=True\n'
def step = new File(early, 'steps/improve/import_payload.sh')
assert step.canExecute()
assert step.text.contains("import_payload $id /external/distfiles\n")
def importer = new File(early, 'external/payload-importer.jar')
assert importer.bytes == new File(importerJar).bytes

def initramfs = new File(basedir, 'target/early.cpio.gz')
assert initramfs.bytes == new File(basedir, 'target/again.cpio.gz').bytes
def entries = [:]
new CpioArchiveInputStream(new GZIPInputStream(new FileInputStream(initramfs))).withCloseable { cpio ->
    for (def entry = cpio.nextEntry; entry != null; entry = cpio.nextEntry) {
        assert entry.time == 1_000_000_000
        entries[entry.name] = Long.toOctalString(entry.mode) + (entry.symbolicLink ? " -> ${new String(cpio.readAllBytes())}" : '')
    }
}
assert entries == [
        'bin': '120777 -> usr/bin', 'dev': '40755', 'dev/console': '20600', 'dev/null': '20666', 'etc': '40755',
        'etc/passwd': '100644', 'external': '40755', 'external/distfiles': '40755',
        'external/payload-importer.jar': '100644', 'init': '100755', 'opt': '40755', 'opt/distfiles': '40755',
        'opt/distfiles/one.tar': '100644', 'proc': '40755', 'steps': '40755', 'steps/bootstrap.cfg': '100644',
        'steps/improve': '40755', 'steps/improve/import_payload.sh': '100755', 'usr': '40755', 'usr/bin': '40755',
        'usr/bin/tool': '100755']
return true
