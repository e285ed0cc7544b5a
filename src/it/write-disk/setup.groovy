// SPDX-License-Identifier: Apache-2.0
def disk = { name, signature ->
    new RandomAccessFile(new File(basedir, name), 'rw').withCloseable {
        it.setLength(4 << 20)
        it.seek(510)
        it.write(signature as byte[])
    }
}
disk('disk.img', [1, 2])
disk('partitioned.img', [0x55, 0xaa])
return true
