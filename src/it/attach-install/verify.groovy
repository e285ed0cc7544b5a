// SPDX-License-Identifier: Apache-2.0
for (classifier in ['payload', 'extra']) {
    def file = "attach-install-1.0-${classifier}.img"
    def built = new File(basedir, "target/$file")
    def path = "org/lbpayload/it/attach-install/1.0/$file"
    assert new File(localRepositoryPath, path).bytes == built.bytes
    assert new File(basedir, "deployed/$path").bytes == built.bytes
}
def log = new File(basedir, 'build.log').text
assert log.contains('/target/attach-install-1.0-extra.img: 1 entry verified')
assert !log.contains('already attached')
return true
