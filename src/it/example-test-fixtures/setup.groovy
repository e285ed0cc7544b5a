// SPDX-License-Identifier: Apache-2.0
// A script replaces QEMU. The script checks the arguments of QEMU and prints the success line.
def qemu = new File(basedir, 'stand-in-for-qemu')
qemu.text = '''#!/bin/sh
case "$*" in
    *-initrd*early.cpio.gz*-payload.img*virtio-blk-pci*) echo TESTS PASSED ;;
esac
'''
qemu.executable = true
new File(basedir, 'vmlinuz').text = ''
new File(basedir, 'test.properties').text = "kernel=$basedir/vmlinuz\nqemu=$qemu\nlbpayload.qemuAccelerator=tcg\n"
return true
