#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Tests the report in headless Chromium, on the pages that `mvn verify` wrote. Needs Node.js 20 and Debian's chromium.
set -eu
cd "$(dirname "$0")"
npm ci --ignore-scripts --no-audit --no-fund
node --test --test-reporter=spec
