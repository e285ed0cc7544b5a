// SPDX-License-Identifier: Apache-2.0
def built = new File(basedir, 'target/attach-install-1.0-payload.img')
def installed = new File(localRepositoryPath, 'org/lbpayload/it/attach-install/1.0/attach-install-1.0-payload.img')
assert installed.bytes == built.bytes
return true
