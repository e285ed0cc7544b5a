// SPDX-License-Identifier: Apache-2.0
import java.nio.file.Files
import org.lbpayload.maven.it.TestFiles

def file = { path, content ->
    def target = basedir.toPath().resolve(path)
    Files.createDirectories(target.parent)
    Files.writeString(target, content)
}
def content = { name -> (name * 5000) as String }
def sha256 = { name -> TestFiles.sha256(content(name).bytes) }
['early.tar', 'both.tar', 'late.tar', 'git.tar', 'later.tar', 'more.tar'].each { file("mirror/$it", content(it)) }
file('mirror-with-errors/late.tar', 'another file of this name')

file('steps/early/sources', "f https://upstream.invalid/early.tar ${sha256('early.tar')}\n")
file('steps/both/sources', "f https://upstream.invalid/v1 ${sha256('both.tar')} both.tar\n")
file('steps/late/sources', "f https://upstream.invalid/late.tar ${sha256('late.tar')}\n"
        + "g https://upstream.invalid/repo.git _ ${sha256('git.tar')} git.tar\n"
        + "f https://upstream.invalid/v1 ${sha256('both.tar')} both.tar\n")
file('steps/later/sources', "f https://upstream.invalid/later.tar ${sha256('later.tar')}\n")
file('steps-more/more/sources', "https://upstream.invalid/more.tar ${sha256('more.tar')}\n") // the format of sources files in older checkouts

file('distfiles/both.tar', content('both.tar'))
file('distfiles/later.tar', 'wrong')
file('distfiles/more.tar', content('more.tar'))
file('distfiles/not-needed.tar', 'not needed by any step')

return true
