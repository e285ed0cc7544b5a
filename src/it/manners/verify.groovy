// SPDX-License-Identifier: Apache-2.0
import java.util.zip.ZipFile

// Maven prints a color reset at the end, even without colored output.
def log = new File(basedir, 'build.log').text.replace('\u001b[0m', '').replace('\u001b[m', '')
def runs = log.split('Scanning for projects')

// 1: in quiet mode, the goals print nothing. The other lines are messages of the Invoker plugin and of the JVM.
assert runs[0].readLines().findAll {
    !it.empty && !it.contains('pre-build script') && !it.startsWith('WARNING: ') && it != '[INFO] '
} == []
assert new File(basedir, 'target/early.cpio.gz').exists() && new File(basedir, 'target/site/payload-report.html').exists()
assert new File(basedir, 'disk.img').bytes == new File(basedir, 'images/payload.img').bytes

// 2 and 3: the goal help lists the goals and their parameters
def goals = ['build', 'check', 'early', 'fetch', 'help', 'list', 'qemu', 'report', 'verify', 'write-disk']
assert runs[1].contains("This plugin has ${goals.size()} goals:")
goals.each { assert runs[1].readLines().contains("lbpayload:$it" as String) : it }
assert runs[2].contains('Builds one payload image')
['allowEmpty', 'artifactItems', 'attach', 'checksums', 'classifier', 'distfilesDirectory', 'fileList', 'fileSets', 'files', 'forceBuild', 'imageFile',
        'layout', 'skip', 'skipIfEmpty', 'splitBefore', 'stepsDirectories'].each {
    assert runs[2] =~ /(?m)^ +$it\b/ : it
    assert runs[2].readLines()*.trim().contains("User property: lbpayload.$it" as String) : it
}
assert runs[2].contains('layout (Default: u64)')
assert !runs[2].contains('overlayFileSets')

// 4: debug output shows the configuration, and no warnings are printed
assert runs[3].contains('BUILD SUCCESS')
['(f) layout = u64', '(f) checksums = true', '(f) splitBefore = import_payload', '(f) qemuBus = ide',
        "(f) disk = $basedir/disk.img"].each { assert runs[3].contains("[DEBUG]   $it") : it }
// In a container, write-disk cannot see all processes of the host.
assert runs[3].readLines().findAll { it =~ /^\[(WARNING|ERROR)\]/ && !it.contains(': could not check ') } == []

// 5: batch mode prints only complete log lines, without carriage returns
assert runs[4].contains('BUILD SUCCESS')
assert runs[4].contains('[INFO] Payload image: ')
assert runs[4].readLines().findAll {
    !it.empty && it != '...' && !it.startsWith('[INFO] ') && !it.contains('post-build script') && !it.contains(': could not check ')
} == []

// The jar contains the metadata for Eclipse.
def jar = new File(localRepositoryPath,
        "org/lbpayload/payload-maven-plugin/$projectVersion/payload-maven-plugin-${projectVersion}.jar")
new ZipFile(jar).withCloseable { assert it.getEntry('META-INF/m2e/lifecycle-mapping-metadata.xml') != null }
return true
