// SPDX-License-Identifier: Apache-2.0
import org.lbpayload.maven.it.TestFiles

def alone = new File(basedir, 'target/alone/payload-report.html').getText('UTF-8')
def site = new File(basedir, 'target/site/payload-report.html').getText('UTF-8')

for (page in [alone, site]) {
    assert page.contains('<title>Report on a &lt;payload&gt;: payload report</title>')
    assert page.contains('<bdi>own.txt</bdi>')
    assert page.contains(TestFiles.sha256('own\n'.bytes))
    assert page.contains('<div><bdi>others/own.txt</bdi></div>')
    assert page.contains('<bdi>late.tar</bdi>')
    assert page.contains('<h3>Early image</h3><p class="size">6 B</p><p>1 file')
    assert page.contains('<h3>Payload image</h3><p class="size">9 B</p><p>2 files')
    assert page.contains('<a href="https://mirror.example/early.tar"')
    assert page.contains('<a href="https://mirror.example/late.tar"')
    assert !page.contains(basedir.path) : 'the page contains a path of this machine'
}
assert alone == site
assert new File(basedir, 'target/site/project-reports.html').text.contains('href="payload-report.html"')
assert new File(basedir, 'build.log').text.contains('/target/typo.img: it does not exist; run lbpayload:build')
assert new File(basedir, 'build.log').text.contains('[INFO] Skipping lbpayload:report: lbpayload.skip is set')
assert !new File(basedir, 'target/skipped').exists()
return true
