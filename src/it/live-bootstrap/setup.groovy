// SPDX-License-Identifier: Apache-2.0
// Copies the checkout and writes a manifest that needs only two distfiles.
import org.lbpayload.maven.it.BootOverlay
import org.lbpayload.maven.it.TestFiles

['builder-hex0', 'seed', 'steps'].each {
    BootOverlay.run('cp', '-R', new File(checkout, it).path, basedir.path)
}
new File(basedir, 'mirror').mkdir()
['early', 'late'].each {
    new File(basedir, "mirror/${it}.tar").text = it
    new File(basedir, "steps/$it").mkdir()
    new File(basedir, "steps/$it/sources").text = "f https://upstream.invalid/${it}.tar ${TestFiles.sha256(it.bytes)}\n"
}
new File(basedir, 'steps/manifest').text = '''build: early
build: payload-import-1.0 ( PAYLOAD_REQUIRED == True )
jump: fiwix ( KERNEL_BOOTSTRAP == True )
improve: import_payload ( PAYLOAD_REQUIRED == True )
build: late
'''
return true
