// SPDX-License-Identifier: Apache-2.0
import java.nio.file.Files
import org.lbpayload.maven.it.TestFiles
import org.lbpayload.maven.it.IndependentWriter

byte[] bytes(String... fields) { fields.join('').replace(' ', '').decodeHex() }

def u32 = bytes(
        '4C 42 50 41 59 4C 44 31', // LBPAYLD1
        '04 00 00 00', // four entries
        '01 00 00 00  00 00 00 00', // a name of one byte, no data
        '61', // a
        '05 00 00 00  03 00 00 00',
        '62 2E 74 61 72', // b.tar
        '00 FF 0A',
        '03 00 00 00  02 00 00 00',
        'EF BD 9E', // U+FF5E
        '68 69',
        '04 00 00 00  01 00 00 00',
        'F0 9F 92 BE', // U+1F4BE follows U+FF5E, although its first UTF-16 unit is smaller
        '78')
def u64 = bytes(
        '4C 42 50 41 59 4C 44 31',
        '04 00 00 00 00 00 00 00',
        '01 00 00 00 00 00 00 00  00 00 00 00 00 00 00 00',
        '61',
        '05 00 00 00 00 00 00 00  03 00 00 00 00 00 00 00',
        '62 2E 74 61 72',
        '00 FF 0A',
        '03 00 00 00 00 00 00 00  02 00 00 00 00 00 00 00',
        'EF BD 9E',
        '68 69',
        '04 00 00 00 00 00 00 00  01 00 00 00 00 00 00 00',
        'F0 9F 92 BE',
        '78')
def image = { new File(basedir, "target/${it}.img") }
assert image('u32').bytes == u32
assert image('u64').bytes == u64
assert image('empty').bytes == bytes('4C 42 50 41 59 4C 44 31  00 00 00 00 00 00 00 00')

def files = Files.list(basedir.toPath().resolve('distfiles')).withCloseable { it.filter(Files::isRegularFile).toList() }
[u32: 4, u64: 8].each { layout, wordBytes ->
    def reference = image("reference-$layout")
    IndependentWriter.write(wordBytes, reference.toPath(), files.shuffled())
    assert reference.bytes == image(layout).bytes
}
TestFiles.delete(basedir.toPath().resolve('distfiles'))
return true
