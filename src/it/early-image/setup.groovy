// SPDX-License-Identifier: Apache-2.0
import java.nio.file.Files
import org.lbpayload.maven.it.TestFiles

def root = basedir.toPath()
def file = { path, content ->
    def target = root.resolve(path)
    Files.createDirectories(target.parent)
    Files.writeString(target, content)
}
def steps = { checkout, lines ->
    file("$checkout/steps/manifest", lines.join('\n') + '\n')
    file("$checkout/steps/early/sources", "f https://upstream.invalid/early.tar ${TestFiles.sha256('early'.bytes)}\n")
    file("$checkout/steps/late/sources", "f https://upstream.invalid/late.tar ${TestFiles.sha256('late'.bytes)}\n")
}
def submodules = { checkout ->
    file("$checkout/builder-hex0/builder-hex0-x86-stage1.hex0", '00' * 512 + ' # boot sector\n')
    file("$checkout/builder-hex0/builder-hex0-x86-stage2.hex0", '#' * 88_615)
    file("$checkout/seed/stage0-posix/kaem.x86", '# stage0\n')
    file("$checkout/seed/after.kaem", '# after\n')
}
def manifest = ['build: early', 'build: payload-import-1.0', 'jump: fiwix', 'improve: import_payload', 'build: late']

file('distfiles/early.tar', 'early')
file('distfiles/late.tar', 'late')
steps('.', manifest)
Files.createDirectories(root.resolve('builder-hex0'))
Files.createDirectories(root.resolve('seed/stage0-posix'))
steps('checkout', manifest)
submodules('checkout')
steps('large', manifest)
submodules('large')
file('large/steps/jump/fiwix.sh', 'make_fiwix_initrd -s 1703936 /boot/fiwix.ext2\n') // leaves no space for files before the jump
steps('no-build', manifest - 'build: payload-import-1.0')
return true
