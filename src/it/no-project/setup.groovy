// SPDX-License-Identifier: Apache-2.0
import java.nio.file.Files
import org.lbpayload.maven.it.IndependentWriter

def files = Files.list(basedir.toPath().resolve('distfiles')).withCloseable { it.toList() }
IndependentWriter.write(8, basedir.toPath().resolve('plain.img'), files)
def image = new File(basedir, 'damaged.img') // a bit in the data of "only" is flipped; the checksum section matches the original data
image.bytes = ('LBPAYLD1'.bytes.toList() + [1, 0, 0, 0, 0, 0, 0, 0] + [4, 0, 0, 0, 0, 0, 0, 0] + [5, 0, 0, 0, 0, 0, 0, 0]
        + 'onlynnly\n'.bytes.toList()) as byte[]
def sha256 = org.lbpayload.maven.it.TestFiles.sha256('only\n'.bytes)
def crc32 = new java.util.zip.CRC32()
crc32.update('only\n'.bytes)
def id = org.lbpayload.maven.it.TestFiles.payloadId([only: sha256])
image << new byte[512 - image.length()]
image << "LBPAYSUM1 1 41\n${String.format('%08x', crc32.value)} $sha256 5 only\nid $id\n"
image << new byte[1024 - image.length()]
return true
