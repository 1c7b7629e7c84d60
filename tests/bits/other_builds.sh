#!/bin/sh
# other_builds.sh ROOT BUILD KIND PROGRAM STUDY   The program built otherwise gives the pinned bits, and asks for settings
# in the same order as PROGRAM. KIND: clang (clang++ -O3), or debug (-O0, nothing inlined, nothing vectorized).
# It is built below BUILD/other. 77: there is no clang++ here.
set -eu
root=$1 build=$2/other/$3 kind=$3 program=$4 study=$5
case $kind in
  clang)
    command -v clang++ >/dev/null 2>&1 || { echo "skipped: there is no clang++ here (Debian: apt-get install clang)"; exit 77; }
    clang++ --version | head -n 1
    set -- -DCMAKE_CXX_COMPILER=clang++ -DCMAKE_BUILD_TYPE=Release
    ;;
  debug) set -- -DCMAKE_BUILD_TYPE=Debug -DCMAKE_CXX_FLAGS_DEBUG=-O0 ;;
  *) echo "other_builds.sh: no build is called $kind"; exit 2 ;;
esac
mkdir -p "$build"
log=$build/log
cmake -S "$root" -B "$build" -G Ninja -DPARIBUS_TESTS=OFF "$@" >"$log" 2>&1 || { cat "$log"; exit 1; }
cmake --build "$build" --target paribus >"$log" 2>&1 || { grep -A 9 -E 'error|FAILED' "$log"; exit 1; }
grep 'warning:' "$log" || true

# C++ leaves the order of a function's arguments open, so settings that are read among them have a compiler's order; it
# would show in every run's key. The manual lists them as they are read.
manual() {
  for catalogue in $("$1" list | awk '{ print $1 }'); do
    for part in $("$1" list $catalogue | awk '{ print $1 }'); do "$1" explain "$part" 2>&1 || true; done
  done
}
manual "$program" >"$build/manual.expected"
manual "$build/paribus" >"$build/manual"
[ "$(wc -l <"$build/manual")" -gt 50 ] || { echo "the manual is short: what does this test compare?"; exit 1; }
diff "$build/manual.expected" "$build/manual" || { echo "these settings are read in another order"; exit 1; }
sh "$root/tests/bits/golden.sh" check "$build/paribus" "$study" 2 default fresh
