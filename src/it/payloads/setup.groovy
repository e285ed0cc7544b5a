// SPDX-License-Identifier: Apache-2.0
['distfiles', 'repo', 'tools'].each {
    def directory = new File(basedir, it)
    directory.mkdir()
    new File(directory, "${it}.tar").text = it
}
return true
