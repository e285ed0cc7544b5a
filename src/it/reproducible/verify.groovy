// SPDX-License-Identifier: Apache-2.0
import org.lbpayload.maven.it.TestFiles

def one = new File(basedir, 'target/one.img')
def two = new File(basedir, 'target/two.img')
assert one.length() > 0
assert one.bytes == two.bytes
['one', 'two'].each { TestFiles.delete(basedir.toPath().resolve(it)) }
return true
