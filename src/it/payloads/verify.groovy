// SPDX-License-Identifier: Apache-2.0
import org.lbpayload.maven.it.TestFiles

def runs = new File(basedir, 'build.log').text.split('Scanning for projects')
def id = { TestFiles.payloadId(TestFiles.digests(new File(basedir, it).toPath())) }
def script = { new File(basedir, "target/$it/steps/improve/import_payload.sh").text }

assert script('early').contains("import_payload ${id('distfiles')} /external/distfiles\n"
        + "import_payload ${id('repo')} /external/repo\nimport_payload ${id('tools')} /external/tools\n")
def call = { name, destination -> "mkdir -p $destination\npayload-import --wait 30 --id ${id(name)} $destination\n" }
assert script('c').contains(call('distfiles', '\${DISTFILES}') + call('repo', '/external/repo')
        + call('tools', '/external/tools'))
assert runs[6].contains('<payloads>: the destination /opt/tools is outside /external: choose another, or set'
        + ' <allowAnyDestination> to true')
assert script('early').contains(' /external/tools\n') // run 6 failed and changed nothing
assert script('opt').contains("import_payload ${id('tools')} /opt/tools\n")
return true
