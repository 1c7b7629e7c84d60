#!/bin/sh
# tools/golden.sh                       computes the golden hash of every study anew, after numerics_version was raised
# tools/golden.sh STUDY --set A=B ...   pins a new study, or one with other reductions
# They stand in tests/bits/golden.txt; tests/bits/golden.sh checks them.
set -eu
cd "$(dirname "$0")/.."
build=${BUILD:-build}
tools/build.sh "$build" "$(nproc)" OFF
exec sh tests/bits/golden.sh write "$build/paribus" "$@"
