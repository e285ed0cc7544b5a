// SPDX-License-Identifier: Apache-2.0
import java.nio.ByteBuffer
import java.nio.ByteOrder
import java.nio.file.Files
import java.nio.file.Path
import org.lbpayload.maven.it.BootOverlay
import org.lbpayload.maven.it.TestFiles

def overlay = new BootOverlay(basedir.toPath().resolve('overlay'), bootKernel ?: '')
def missingRequirements = overlay.missingRequirements()
if (!missingRequirements.empty) {
    throw new IllegalStateException('the boot test requires:\n  ' + missingRequirements.join('\n  '))
}

def distfiles = Files.createDirectories(basedir.toPath().resolve('distfiles'))
if (!bootDistfiles) {
    def random = new Random(1)
    [46_428, 1_214_744, 1_046_276, 810_029, 1_186_437, 1_419_096, 6_581_924, 1_654_908].eachWithIndex { size, i ->
        def content = new byte[size]
        random.nextBytes(content)
        Files.write(distfiles.resolve("generated-${i}.tar"), content)
    }
} else {
    new File(bootDistfiles).eachFile { Files.copy(it.toPath(), distfiles.resolve(it.name)) }
}
def other = Files.createDirectories(basedir.toPath().resolve('other-distfiles'))
Files.writeString(other.resolve('other.tar'), 'of another payload')

def digests = TestFiles.digests(distfiles)
overlay.create([
        'SHA256SUMS': digests.collect { name, sha256 -> "$sha256  $name\n" }.join(),
        'names': digests.keySet().collect { "$it\n" }.join(),
])

def disks = Files.createDirectories(basedir.toPath().resolve('target/disks'))
// Writes the type, first sector and number of sectors of the only partition, which has 64 MiB at offset 1 MiB.
def table = ByteBuffer.allocate(1 << 20).order(ByteOrder.LITTLE_ENDIAN)
table.put(446 + 4, (byte) 0x83).putInt(446 + 8, 2048).putInt(446 + 12, 131072).putShort(510, (short) 0xaa55)
Files.write(disks.resolve('partition-table'), table.array())

def decoy = new byte[2 << 20]
new Random(2).nextBytes(decoy)
System.arraycopy('LBPAYLD1'.bytes, 0, decoy, 0, 8)
Files.write(disks.resolve('decoy.img'), decoy)

def destination = disks.resolve('destination.img')
new RandomAccessFile(destination.toFile(), 'rw').withCloseable { it.setLength(128L << 20) }
BootOverlay.run('mkfs.ext4', '-q', destination.toString())
return true
