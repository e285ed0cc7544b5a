// SPDX-License-Identifier: Apache-2.0
import org.lbpayload.maven.it.TestFiles
import org.lbpayload.maven.it.ImporterJar

def digests = TestFiles.digests(new File(basedir, 'distfiles').toPath())
def id = TestFiles.payloadId(digests)
def importer = new ImporterJar(importerJar)
def list = importer.run('--list', new File(basedir, 'target/payload.img'))
assert list.exitCode() == 0
assert list.output().contains('only')
list = importer.run('--list', new File(basedir, 'elsewhere/other.img'))
assert list.exitCode() == 0
assert list.output().contains('payload.img.inputs')

def runs = new File(basedir, 'build.log').text.split('Scanning for projects')
def says = { run, String... texts -> texts.each { assert runs[run].contains(it) : "run $run lacks: $it" } }
says(3, '[INFO] layout u64', "[INFO] payload id $id", "[INFO] 5 ${digests.only} only", "1 entry verified, payload id $id")
says(4, "[INFO] payload id $id (computed: the image has no checksums)", "[INFO] 5 ${digests.only} only",
        'the structure is valid (1 entry), but the image has no checksums, so its data cannot be verified')
says(5, '/damaged.img: 1 of 1 entry damaged: build or copy the image again:',
        "only (5 bytes at offset 36): expected SHA-256 ${digests.only}, found ${TestFiles.sha256('nnly\n'.bytes)}")
says(6, '/distfiles/only: malformed payload image at offset 0: expected the magic LBPAYLD1')
says(7, '<stepsDirectories>: ', 'steps/manifest does not exist: run Maven in a checkout of live-bootstrap, or name its steps')
says(8, "Early distfiles: 0; payload id: $id", "file=$basedir/target/payload.img ")
assert new File(basedir, 'target/early/external').directory
assert basedir.list().toList().every { !it.contains('$') }
says(9, '<disk> is not set: name the disk to overwrite with -Dlbpayload.disk, such as /dev/sdb')
says(10, '[INFO] Skipping lbpayload:write-disk: lbpayload.skip is set')
def page = new File(basedir, 'target/payload-report.html')
says(11, "[INFO] Payload report: $page")
assert page.text.contains('<title>payload.img: payload report</title>')
return true
