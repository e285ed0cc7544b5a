// SPDX-License-Identifier: Apache-2.0
import org.lbpayload.maven.it.TestFiles

// Deletes the file whose name is in Latin-1, because Invoker could not delete this file in its next run.
TestFiles.delete(new File(basedir, 'name-of-another-encoding/names').toPath())

// The start and other parts of the message of each module.
def expected = [
        'missing-source': ['<files>: ', '/absent.tar does not exist: create the file, or remove it'],
        'no-source': ['<files>: expected a <source>, found none: add a <source> to each <file>'],
        'unreadable-source': ['<files>: /proc/self/mem cannot be read: ', 'check its permissions and its disk'],
        'directory-as-source': ['<files>: ', '/directory-as-source is a directory, expected a regular file: name a file'],
        'device-as-source': ['<files>: /dev/zero is a special file, expected a regular file: name a file'],
        'growing-source': ['<files>: /proc/self/status changed while it was read: expected 0 bytes of data for status,'
                + ' found more; build again after the file is complete'],
        'dangling-link': ['<distfilesDirectory>: ', '/distfiles/link is a symbolic link to a missing file: create the file'],
        'refused-name': ['<files>: ', '/pom.xml cannot be packed as ".payload_imported", a name that begins with'
                + ' .payload_import, which is reserved for importers: rename the file, or pack it through <files>'],
        'slash-in-name': ['<files>: ', '/pom.xml cannot be packed as "in/directory", a name that contains \'/\': rename'],
        'same-name-other-content': ['two files are named "twice" with different content: ',
                '/same-name-other-content/pom.xml (<files>) and ', '/pom.xml (<files>); remove one of the files'],
        'malformed-list': ['<fileList>: ', '/external.list:3: expected "<name> <path>", found "without-path": separate the name'],
        'missing-list': ['<fileList>: cannot read ', '/absent.list: it does not exist; expected a text file with a line "<name> <path>"'],
        'u32-above-4-gib': ['<layout>: the entries up to large, which has 4294967296 bytes, exceed the 4294967295 bytes'
                + ' of a u32 image: choose u64, or pack fewer files'],
        'unknown-layout': ['<layout>: expected u32 or u64, found "u16": choose one of them'],
        'nothing-to-pack': ['<distfilesDirectory>: there is nothing to pack: ', '/nothing-to-pack/distfiles does not exist'
                + ', and there is no other source: add files, or set <fileSets>', 'or set <skipIfEmpty> to build no image'],
        'missing-distfiles': ['<distfilesDirectory>: cannot list ', '/missing-distfiles/elsewhere: it does not exist; create the directory, or name another one'],
        'missing-file-set': ['<fileSets>: ', '/missing-file-set/elsewhere is not a directory: create the directory, or name another'],
        'missing-artifact': ['<artifactItems>: cannot resolve org.lbpayload:absent:jar:1: ', 'correct the coordinates,'
                + ' or add a repository that contains the artifact'],
        'artifact-without-version': ['<artifactItems>: org.lbpayload:payload-importer:jar has no version: add a <version>'],
        'image-among-distfiles': ['<imageFile>: ', '/distfiles/payload.img is in <distfilesDirectory>, whose files are'
                + ' all packed: name a file in another directory'],
        'image-is-a-source': ['<files>: ', '/image-is-a-source/pom.xml is the image itself: name another <imageFile>'],
        'image-is-a-directory': ['<imageFile>: ', '/image-is-a-directory exists and is not a regular file: name a file'],
        'image-is-not-an-image': ['<imageFile>: ', '/image-is-not-an-image/notes.txt exists and is not a payload image: name another file, or delete this one'],
        'name-of-another-encoding': ['<fileSets>: the name of ', '%E4.txt is not valid UTF-8: rename the file'],
        'image-of-another-encoding': ['<imageFile>: "', '.img" is not a valid path in the encoding of this locale: correct it, or set'
                + ' LC_ALL'],
        'steps-of-another-encoding': ['<stepsDirectories>: "', '" is not a valid path in the encoding of this locale: correct it, or set'
                + ' LC_ALL'],
        'step-of-another-encoding': ['<stepsDirectories>: ', "/steps/manifest:3: expected the name of a step's directory, found ",
                '-1.0\', which is not a valid path in the encoding of this locale: correct it, or set LC_ALL'],
        'empty-steps-directory': ['<stepsDirectories>: expected a path in each element, found an empty element: remove the element, or name'],
        // In this module, the goal report fails after the image has been built.
        'early-distfile-of-another-encoding': ['<stepsDirectories> ', '/steps/one/sources:1: "', '.tgz" is not a valid path in the encoding'
                + ' of this locale: correct it, or set LC_ALL'],
        'distfile-of-another-encoding-in-check': ['<stepsDirectories> ', '.tgz" is not a valid path in the encoding of this locale'],
        'distfile-of-another-encoding-in-early': ['<stepsDirectories> ', '.tgz" is not a valid path in the encoding of this locale'],
        'two-images-one-file': ['<imageFile>: execution first (lbpayload:build) of module two-images-one-file and execution'
                + ' image (lbpayload:build) of module two-images-one-file both write ', 'give each execution a different <imageFile> or <classifier>'],
        'two-attached-images': ['<attach>: execution first (lbpayload:build) of module two-attached-images and execution image'
                + ' (lbpayload:build) of module two-attached-images both attach an image as ', 'give each execution a different <classifier>'],
        'two-main-images': ['<attach>: execution first (lbpayload:build) of module two-main-images and execution default-build'
                + ' (lbpayload:build) of module two-main-images both attach an image as ', 'set <attach> to false in one execution'],
        'path-of-another-encoding': ['<files>: "', '.tar" is not a valid path in the encoding of this locale: correct it, or set LC_ALL'],
]
def log = new File(basedir, 'build.log').readLines()
def modules = basedir.listFiles().findAll { new File(it, 'pom.xml').exists() }
assert modules*.name.toSet() == expected.keySet()

modules.each { module ->
    def error = log.find { it =~ /:(build \((image|default-build)|check \(check|early \(early|report \(report)\) on project ${module.name}: / }
    assert error != null : "no error for $module.name"
    def message = error.substring(error.indexOf(module.name + ': ') + module.name.length() + 2)
    assert message.startsWith(expected[module.name][0])
    expected[module.name].each { assert message.contains(it) }

    def left = []
    module.eachFileRecurse { if (it.name ==~ /.*\.(img|inputs|part|lock)/) left << it }
    def expectedFiles = [
            'image-among-distfiles': ['payload.img'],
            'early-distfile-of-another-encoding': ['early-distfile-of-another-encoding-1.0-payload.img',
                    'early-distfile-of-another-encoding-1.0-payload.img.inputs'],
            'two-images-one-file': ['two-images-one-file-1.0-payload.img', 'two-images-one-file-1.0-payload.img.inputs'],
            'two-attached-images': ['first.img', 'first.img.inputs'],
            'two-main-images': ['two-main-images-1.0-first.img', 'two-main-images-1.0-first.img.inputs'],
    ]
    assert left*.name.toSet() == expectedFiles.getOrDefault(module.name, []).toSet()
    assert new File(module, 'pom.xml').text.contains('<artifactId>')
}
assert new File(basedir, 'image-is-not-an-image/notes.txt').text == "somebody's notes\n"
return true
