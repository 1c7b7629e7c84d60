#!/bin/sh
# check.sh PAGE_SAMPLE FOLDER: writes the sample pages and opens them in Chromium. 77: skipped.
here=$(cd "$(dirname "$0")" && pwd)
browser=${CHROMIUM:-$(command -v chromium || command -v chromium-browser || command -v google-chrome)}
if ! command -v node > /dev/null; then echo "skipped: node was not found"; exit 77; fi
if [ -z "$browser" ]; then echo "skipped: Chromium was not found"; exit 77; fi
if [ ! -d "$here/../../page/node_modules/playwright-core" ]; then echo "skipped: run 'npm ci --ignore-scripts' in page/"; exit 77; fi
rm -rf "$2" && "$1" "$2" && CHROMIUM=$browser exec node "$here/check.mjs" "$2"
