// SPDX-License-Identifier: Apache-2.0
import org.lbpayload.maven.it.ExampleCommands

ExampleCommands.run(basedir.toPath(), importerJar)
return true
