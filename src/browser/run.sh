#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Opens the report pages of the last `mvn verify` in headless Chromium and tests them. Requires Node.js 20 and Debian's
# package chromium.
set -eu
cd "$(dirname "$0")"
npm ci --ignore-scripts --no-audit --no-fund
node --test --test-reporter=spec
