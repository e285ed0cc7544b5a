// SPDX-License-Identifier: Apache-2.0
def one = new File(basedir, 'target/one.img')
def two = new File(basedir, 'target/two.img')
assert one.length() > 0
assert one.bytes == two.bytes
return true
