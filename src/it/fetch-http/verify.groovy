// SPDX-License-Identifier: Apache-2.0
import org.lbpayload.maven.it.TestFiles

context.get('server').stop(0)
def log = new File(basedir, 'build.log').text
def requests = context.get('requests')
def expected = { name -> TestFiles.sha256((name * 20000).bytes) }

assert TestFiles.digests(new File(basedir, 'distfiles').toPath()) ==
        ['mirrored.tar', 'cut.tar', 'upstream.tar'].collectEntries { [it, expected(it)] }
assert TestFiles.digests(new File(basedir, 'behind-proxy').toPath()) == ['proxied.tar': expected('proxied.tar')]
assert !new File(basedir, 'none/nowhere.tar').exists()

assert requests.indexOf('/empty/mirrored.tar') < requests.indexOf('/mirror/mirrored.tar')
assert requests.any { it ==~ /from [1-9]\d*/ } // the download resumed after the connection broke
assert requests.contains('http://upstream.invalid/proxied.tar') // a request to a proxy contains the complete URL
assert !log.contains('secret of the mirror')

assert log.contains('/none: 1 of 1 distfile is missing or damaged and could not be downloaded:')
assert log.contains('/empty/nowhere.tar: answered 404: the server does not have the distfile')
assert log.contains('/mirror/nowhere.tar: answered 404: the server does not have the distfile')
assert log.contains('/elsewhere/nowhere.tar: answered 404: the server does not have the distfile')
return true
