// SPDX-License-Identifier: Apache-2.0
if (!checkout) {
    println 'Skipped: -Dlbpayload.checkout does not name a checkout of live-bootstrap with its submodules'
    return false
}
return true
