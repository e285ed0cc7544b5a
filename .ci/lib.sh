# SPDX-License-Identifier: Apache-2.0
# Settings and functions for .ci/run and the stages, which source this file.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

export LC_ALL=C.UTF-8
ci=$PWD/target/ci # contains files that stages share and keep between runs
mvn=(mvn -B -ntp)
# The directory of test data that is not in the repository. Stages without test data are skipped.
external=${LBPAYLOAD_TEST_DATA:-$PWD/../shared}

run() { printf '$ %s\n' "$*" && "$@"; }
fail() { printf 'FAILED: %s\n' "$*" >&2 && exit 1; }

# skip REASON: ends a stage that cannot run on this machine. .ci/run prints the reason again at the end.
skip() {
    echo "skipped: $1"
    mkdir -p "$ci"
    echo "$1" > "$ci/skipped"
    exit 77
}

# install_packages COMMAND=PACKAGES...: installs the given Debian packages for each missing command.
install_packages() {
    local pair missing=()
    for pair in "$@"; do
        command -v "${pair%%=*}" >/dev/null || missing+=(${pair#*=}) # unquoted, because the value can name several packages
    done
    if [ ${#missing[@]} -gt 0 ]; then
        run apt-get update -qq
        run apt-get install -qq --no-install-recommends "${missing[@]}"
    fi
}

# jdk MAJOR: prints the home of an installed JDK.
jdk() {
    local home
    for home in /usr/lib/jvm/*; do
        if [ -x "$home/bin/javac" ] && grep -qs "^JAVA_VERSION=\"$1[.\"]" "$home/release"; then
            readlink -f "$home"
            return
        fi
    done
    fail "no JDK $1 in /usr/lib/jvm: install one"
}

# verify_on MAJOR: builds and tests the project on this JDK.
verify_on() {
    local home
    home=$(jdk "$1")
    JAVA_HOME=$home run "${mvn[@]}" clean verify
}

# Installs the plugin into the local repository of the integration tests if its sources have changed. The command in
# `installed` runs Maven with this repository.
installed=("${mvn[@]}" -o -Dmaven.repo.local="$PWD/payload-maven-plugin/target/it-repo")
install_plugin() {
    local jar
    jar=$(find payload-maven-plugin/target/it-repo/org/lbpayload/payload-maven-plugin -name '*.jar' 2>/dev/null | head -1)
    if [ -z "$jar" ] || [ -n "$(find pom.xml payload-*/pom.xml payload-*/src/main -newer "$jar" | head -1)" ]; then
        run "${mvn[@]}" -q verify -DskipTests -Dinvoker.skip=false -Dinvoker.test=basic
    fi
}

importer_jar() { echo payload-importer/target/payload-importer-*-SNAPSHOT.jar; }
