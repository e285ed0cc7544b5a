// SPDX-License-Identifier: Apache-2.0
import org.lbpayload.maven.it.TestFiles
import org.lbpayload.maven.it.ImporterJar

def runs = new File(basedir, 'build.log').text.split('Scanning for projects')
def disk = new File(basedir, 'disk.img')
def partitioned = new File(basedir, 'partitioned.img')

assert runs[1].contains("$disk is a file, not a block device; name a disk, or add -Dlbpayload.allowDiskFile")
assert runs[2].contains("everything on $disk (4194304 bytes) would be lost; if this is the disk you mean, add"
        + " -Dlbpayload.confirm=$disk")
assert runs[3].contains("$partitioned (4194304 bytes) holds a boot sector or MBR partition table")
assert runs[3].contains('; add -Dlbpayload.overwriteDisk if this content may be lost')
def image = new File(basedir, 'target/write-disk-1.0-payload.img').bytes
assert runs[4].contains("[INFO] write-disk-1.0-payload.img written to $disk (4194304 bytes): ${image.length} bytes, read back")
[disk, partitioned].each {
    def content = it.bytes
    assert content.length == 4 << 20
    assert Arrays.equals(content, Arrays.copyOf(image, content.length))
    def imported = new File(basedir, "target/from-$it.name")
    assert new ImporterJar(importerJar).run('--device', it, imported).exitCode() == 0
    assert TestFiles.digests(imported.toPath()) == TestFiles.digests(new File(basedir, 'distfiles').toPath())
}
return true
