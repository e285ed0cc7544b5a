#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Tests the report pages that `mvn verify` wrote in headless Chromium. Requires Node.js 20 and Debian's package chromium.
set -eu
cd "$(dirname "$0")"
npm ci --ignore-scripts --no-audit --no-fund
node --test --test-reporter=spec
