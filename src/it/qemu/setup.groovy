// SPDX-License-Identifier: Apache-2.0
// A script replaces QEMU. The script prints the success line at once and runs until the goal kills it.
def qemu = new File(basedir, 'qemu')
qemu.text = """#!/bin/sh
echo \$\$ >> $basedir/pids
echo booting
printf 'IMPORTED\\r\\n'
exec sleep 1000
"""
qemu.executable = true
new File(basedir, 'vmlinuz').text = ''
return true
