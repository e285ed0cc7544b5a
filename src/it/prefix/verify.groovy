// SPDX-License-Identifier: Apache-2.0
import org.lbpayload.maven.it.IndependentWriter

def log = new File(basedir, 'build.log').text
assert log.contains("Payload image: ${new File(basedir, 'target/prefix-1.0-payload.img')}: layout u64, 1 entry, ")
assert log.contains(': layout u32, 4 entries, ')
assert log.contains(' bytes, no checksums, so no payload id')
assert !log.contains('quiet.img:')
assert new File(basedir, 'target/quiet.img').bytes == new File(basedir, 'target/prefix-1.0-payload.img').bytes

def sources = new File(localRepositoryPath, 'javax/inject/javax.inject/1/javax.inject-1-sources.jar')
def files = [new File(basedir, 'distfiles/only'), new File(basedir, 'pom.xml'), new File(basedir, 'more/inside/more.txt'), sources]
def reference = new File(basedir, 'target/reference.img')
IndependentWriter.write(4, reference.toPath(), files*.toPath())
assert new File(basedir, 'target/short.img').bytes == reference.bytes
return true
