// SPDX-License-Identifier: Apache-2.0
import java.nio.file.Files
import org.lbpayload.maven.it.TestFiles
import org.lbpayload.maven.it.ImporterJar
import org.lbpayload.maven.it.IndependentWriter

def distfiles = basedir.toPath().resolve('distfiles')
def runs = new File(basedir, 'build.log').text.split('Scanning for projects')
def says = { run, String... texts -> texts.each { assert runs[run].contains(it) : "run $run lacks: $it" } }

// 1: check fails because most distfiles are missing
says(1, '[INFO] early: 1 of 2 distfiles, 40000 bytes', '[INFO] payload: 0 of 3 distfiles, 0 bytes',
        "<distfilesDirectory>: $distfiles: 4 of 5 distfiles missing or damaged; run lbpayload:fetch to download the distfiles:",
        '  early.tar is missing (early, named at ', 'steps/early/sources:1)',
        '  git.tar is missing (payload, named at ', 'steps/late/sources:2)',
        "  later.tar has SHA-256 ${TestFiles.sha256('wrong'.bytes)}, expected ")
assert !runs[1].contains('both.tar is missing')

// 2: fetch fails offline and without a mirror
says(2, "<distfilesDirectory>: $distfiles: 4 of 5 distfiles are missing or damaged and could not be downloaded:",
        'https://upstream.invalid/early.tar: not tried, because Maven is offline',
        'no source: the sources file names no URL; add a mirror that has the distfile')

// 3: build reports the first missing file
says(3, '<stepsDirectories> ', 'does not exist: run lbpayload:fetch, or lbpayload:check for a list of all missing distfiles')

// 4: all goals succeed in one run
says(4, ': downloaded 4 of 5 distfiles, 1 already present', '[INFO] early: 2 distfiles, 85000 bytes',
        '[INFO] payload: 3 distfiles, 120000 bytes', 'layout u64, 3 entries')
assert Files.readString(distfiles.resolve('not-needed.tar')) == 'not needed by any step'
assert !Files.exists(distfiles.resolve('.lbpayload-fetch'))
def names = ['git.tar', 'late.tar', 'later.tar']
def expected = TestFiles.digests(distfiles).findAll { it.key in names }
def image = new File(basedir, 'target/checkout-1.0-payload.img')
def imported = new File(basedir, 'target/imported')
def run = new ImporterJar(importerJar).run('--id', TestFiles.payloadId(expected), '--device', image, imported)
assert run.exitCode() == 0 : run.output()
assert TestFiles.digests(imported.toPath()) == expected
def early = new File(basedir, 'target/early')
assert new File(early, 'external/distfiles').list().toList().toSet() == ['both.tar', 'early.tar'].toSet()
assert new File(early, 'steps/bootstrap.cfg').readLines() == ['ARCH=x86', 'PAYLOAD_REQUIRED=True', 'CHROOT=False']
assert new File(early, 'steps/improve/import_payload.sh').text.contains("payload-import --wait 30 --id ${TestFiles.payloadId(expected)} ")
assert new File(early, 'steps/payload-import-1.0/pass1.kaem').exists()
assert new File(early, 'steps/payload-import-1.0/src/payload-import.c').text.contains('int main(')
assert !new File(early, 'external/payload-importer.jar').exists()

// 5: an image without checksums is equal to the image of an independent writer
def reference = new File(basedir, 'target/reference.img')
IndependentWriter.write(8, reference.toPath(), names.collect { distfiles.resolve(it) })
assert new File(basedir, 'target/reference-like.img').bytes == reference.bytes

// 6: the manifest is split at a different line, and there is an additional steps directory
says(6, 'layout u64, 2 entries')

// 7: list and verify succeed
says(7, '[INFO] layout u64', "[INFO] payload id ${TestFiles.payloadId(expected)}",
        "[INFO] 45000 ${expected['later.tar']} later.tar", ': 3 entries verified, payload id ')
return true
