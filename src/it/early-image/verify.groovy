// SPDX-License-Identifier: Apache-2.0
import org.lbpayload.maven.it.TestFiles

def runs = new File(basedir, 'build.log').text.split('Scanning for projects')
def says = { run, String... texts -> texts.each { assert runs[run].contains(it) : "run $run lacks: $it" } }

says(1, "submodules of live-bootstrap are missing: $basedir/builder-hex0, $basedir/seed/stage0-posix: run"
        + " 'git submodule update --init --recursive' in $basedir")
assert !new File(basedir, 'target/asked.img').exists()

says(2, "[WARNING] $basedir/no-build/steps/manifest: there is no line 'build: payload-import-1.0'",
        "insert the line 'build: payload-import-1.0 ( PAYLOAD_REQUIRED == True )' before line 2, 'jump: fiwix'")
says(3, 'DISK=sdb in bootstrap.cfg may be the payload disk')
says(4, 'the target cannot boot, because its limits are exceeded:', ' of 0 used, ', 'early.tar (5 bytes)')
says(5, '[INFO] file slots of builder-hex0: ', ' of 14332 used, ', '[INFO] bytes of files present before the jump to Fiwix, ',
        "[INFO] bytes of Fiwix's RAM disk for the payload: 4 of ", "[INFO] Early image: $basedir/target/early.img")
def image = new File(basedir, 'target/early.img')
assert image.length() == 16L << 30
def content = new byte[1 << 20]
image.withInputStream { it.readNBytes(content, 0, content.length) }
def text = new String(content, 'ISO-8859-1')
assert text.indexOf('src 0 .\n') == 89_600
assert text.contains('src 5 ./external/distfiles/early.tar\nearly')
assert !text.contains('late.tar\nlate')
assert text.contains('/steps/payload-import-1.0/src/payload-import.c\n')
assert text.contains('KERNEL_BOOTSTRAP=True\n') && text.contains('PAYLOAD_REQUIRED=True\n') && text.contains('JOBS=4\n')
assert text.contains('MIRRORS="http://one.invalid/ http://two.invalid/"\n')

def report = new File(basedir, 'target/site/payload-report.html').text
assert report.contains('<h2 id="limits">Limits of the target</h2>') && report.contains('<li>file slots of builder-hex0: ')

assert runs[6] =~ /-machine pc,graphics=off .*-m 2048M .*file=\S*early\.img .*file=\S*-payload\.img/
says(7, '<qemuMemory>: expected at least 1360 MiB for the early image', ', found 1359: set more')
says(8, ' -m 1360M ')

assert new File(basedir, 'target/early/steps/bootstrap.cfg').readLines().containsAll(['QEMU=False', 'BARE_METAL=True'])
def small = new File(basedir, 'target/small.img')
assert small.length() == 1 << 20
says(10, "[INFO] small.img written to $basedir/disk.img", ' 1048576 bytes, read back')
assert TestFiles.sha256(new File(basedir, 'disk.img').bytes) == TestFiles.sha256(small.bytes)
return true
