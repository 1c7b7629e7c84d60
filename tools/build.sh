#!/bin/sh
# tools/build.sh <folder> <jobs> <ON|OFF: with the tests>   Configures and builds; quiet unless it fails.
set -eu
cd "$(dirname "$0")/.."
folder=$1 jobs=$2 tests=$3

# A folder that once had the tests keeps them, so that `make run` after `make test` builds nothing anew.
if [ "$tests" = OFF ] && grep -qs '^PARIBUS_TESTS:BOOL=ON' "$folder/CMakeCache.txt"; then
  target=paribus
else
  target=all
fi
mkdir -p "$folder"
log=$folder/configure.log
if [ "$target" = all ]; then
  cmake -S . -B "$folder" -G Ninja -DPARIBUS_TESTS="$tests" >"$log" 2>&1 || { cat "$log" >&2; exit 1; }
fi
# On a terminal ninja keeps to one line; elsewhere only warnings and failures are of interest.
if [ -t 1 ]; then
  cmake --build "$folder" --parallel "$jobs" --target "$target"
else
  echo "building in $folder ($jobs at a time)"
  cmake --build "$folder" --parallel "$jobs" --target "$target" -- --quiet
fi
