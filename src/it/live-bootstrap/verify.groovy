// SPDX-License-Identifier: Apache-2.0
def log = new File(basedir, 'build.log').readLines()
def serial = new File(basedir, 'target/qemu.log').readLines()

assert log.any { it ==~ /.*Reached after \d+ s: kaem/ } : 'the boot did not reach kaem'
assert serial.any { it ==~ /\[ *\d+\.\d{3}] \.\/external\/distfiles\/early\.tar\r?/ }
log.findAll { it.contains('Reached after') || it.contains(' of 330301440 used') }.each { println it }
serial.takeRight(20).each { println it }
return true
