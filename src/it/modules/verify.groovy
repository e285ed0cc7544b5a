// SPDX-License-Identifier: Apache-2.0
def runs = new File(basedir, 'build.log').text.split('Scanning for projects')

// 1: no image is built for the parent, which has no files
assert runs[1].contains('[INFO] Skipping the payload image: there is nothing to pack, and skipIfEmpty is set')
assert !new File(basedir, 'target/modules-1.0-payload.img').exists()
assert new File(basedir, 'one/target/one-1.0-payload.img').exists()
assert new File(basedir, 'two/target/two-1.0-payload.img').exists()
assert runs[1].contains("[WARNING] <distfilesDirectory>: the directory $basedir/one/distfiles/directory is not packed")

// 2 and 3: the goals fail and name the modules that they would skip
assert runs[2].contains('lbpayload:verify: on the command line, Maven runs this goal only for module modules and would skip one, two')
assert runs[3].contains('lbpayload:verify: on the command line, Maven runs this goal only for module one and would skip two')

// 4: the goal succeeds for a single module, and the unknown property causes one warning
assert runs[4].contains('/two/target/two-1.0-payload.img: 1 entry verified')
assert runs[4].count('[WARNING] -Dlbpayload.imagefile has no effect: no goal has this parameter; did you mean -Dlbpayload.imageFile?') == 1
return true
