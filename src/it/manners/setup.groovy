// SPDX-License-Identifier: Apache-2.0
import org.lbpayload.maven.it.TestFiles

def file = { path, content ->
    def target = new File(basedir, path)
    target.parentFile.mkdirs()
    target.text = content
    return target
}
file('steps/manifest', 'build: early\nbuild: payload-import-1.0\njump: fiwix\nimprove: import_payload\nbuild: late\n')
['early', 'late'].each {
    file("mirror/${it}.tar", it)
    file("steps/$it/sources", "f https://upstream.invalid/${it}.tar ${TestFiles.sha256(it.bytes)}\n")
}
file('init', '#!/bin/sh\n')
file('vmlinuz', '')
file('qemu', '#!/bin/sh\necho IMPORTED\nexec sleep 1000\n').executable = true
return true
