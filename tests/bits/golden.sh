#!/bin/sh
# "The same bits everywhere": a study in small, run in some way, has the content hash that is pinned for it.
#   golden.sh check PROGRAM STUDY THREADS TARGET HOW   0: it has; 1: it has not, and why; 77: cannot be run here
#   golden.sh write PROGRAM [STUDY --set A=B ...]      pins all studies anew as they are, or this one thus reduced
# STUDY: its path below studies/ without .toml. TARGET: avx2, avx512 or default. HOW: fresh, or killed (kill -9 in
# the middle, twice, and resumed). tools/golden.sh calls `write`; golden_catches.sh shows that a check can fail.
# A pin has four parts: the numerics version, the plan (hash of the keys of all planned runs: all that they depend
# on but the machine), the content (hash of all results), and the --set that make the study small.
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
studies=${PARIBUS_STUDIES:-$root/studies}
pins=${PARIBUS_PINS:-$root/tests/bits/golden.txt}
scratch=$(mktemp -d)
child=""
trap '[ -z "$child" ] || kill -KILL $child 2>/dev/null || true; rm -rf "$scratch"' EXIT

mode=$1
program=$(cd "$(dirname "$2")" && pwd)/$(basename "$2")
shift 2
cd "$root"  # as a user stands
version=$("$program" --version | sed 's/.*numerics version //')

# pinned <study> <word>   what the file says of it
pinned() {
  [ ! -f "$pins" ] || awk -v study="$1" -v word="$2" \
    '$1 == "study" { now = $2 == study } now && $1 == word { print substr($0, length(word) + 2) }' "$pins"
}

# arguments <study>   its --set, as words
arguments() { pinned "$1" set | sed 's/^/--set /' | tr '\n' ' '; }

# The five below work on $study with $reductions, in the folder $scratch/run.
paribus() { "$program" "$@" "$studies/$study.toml" $reductions --store "$scratch/run/runs.db"; }
field() { paribus status --json | sed "s/.*\"$1\": \"\{0,1\}\([0-9a-f-]*\).*/\1/"; }
start() { exec "$program" run --quiet --threads "$threads" "$studies/$study.toml" $reductions --out "$scratch/run"; }
go() {
  (start) 2>"$scratch/said" && return
  cat "$scratch/said"
  grep -q 'has no AVX-512' "$scratch/said" || exit 1
  echo "skipped: $study was not run with AVX-512"
  exit 77
}
plan() {
  sqlite3 -readonly "$scratch/run/runs.db" "select key from runs where subject <> 'opening' order by key" | sha256sum | cut -d ' ' -f 1
}

# Starts it, waits until as many runs are finished, kills it. 1: it was done before.
kill_at() {
  start 2>/dev/null &
  child=$!
  finished=0
  while kill -0 $child 2>/dev/null && [ "$finished" -lt "$1" ]; do
    [ ! -f "$scratch/run/runs.db" ] || finished=$(field finished 2>/dev/null || echo 0)
    finished=${finished:-0}
  done
  kill -KILL $child 2>/dev/null || true
  code=0
  wait $child 2>/dev/null || code=$?
  child=""
  [ $code -eq 137 ] && killed="$killed $(field finished)"
}

# It is looked at from outside, so a short one can end unseen on a busy machine: five trials.
kill_twice() {
  for trial in 1 2 3 4 5; do
    rm -rf "$scratch/run"
    mkdir "$scratch/run"
    killed=""
    kill_at 1 || true
    planned=$(field planned 2>/dev/null)
    kill_at $((${planned:-0} / 2)) || true
    [ -z "$killed" ] || { echo "killed with$killed of $planned runs finished"; return; }
  done
  go  # says why, where it cannot run at all
  fail "$study ended five times before it could be killed: its --set make it too small"
}

perform() {  # $1: fresh or killed
  rm -rf "$scratch/run"
  mkdir "$scratch/run"
  [ "$1" = fresh ] || kill_twice
  go
}

fail() {
  printf '%s\n' "$@"
  exit 1
}

check() {
  study=$1 threads=$2 how=$4
  [ "$3" = default ] || export PARIBUS_TARGET="$3"
  [ -f "$studies/$study.toml" ] || fail "$pins pins $study, but there is no studies/$study.toml: take the paragraph out"
  reductions=$(arguments "$study")
  expected=$(pinned "$study" content)
  [ -n "$expected" ] || fail "studies/$study.toml has no golden hash. Find --set that let it end in a second, and pin it:" \
    "  tools/golden.sh $study --set replicates.count=2 --set answer.level=0.6 --set ..."
  [ "$(pinned "$study" numerics)" = "$version" ] ||
    fail "the golden hash of $study was made with numerics version $(pinned "$study" numerics); base/numerics.hpp says $version." \
      "The version is raised when bits change, and the file is then rewritten: tools/golden.sh"
  perform "$how"
  got=$(field content)
  [ "$got" = "$expected" ] && { echo "$study, $threads threads, $3, $how: $got"; return; }
  echo "$study, $threads threads, $3, $how: the content hash is $got, pinned is $expected"
  if [ "$(plan)" = "$(pinned "$study" plan)" ]; then
    fail "The plan is the same, so BITS CHANGED WITHOUT THE VERSION. If all rows of $study say so: a number that reaches a" \
      "record is computed otherwise; undo it, or raise numerics_version in src/paribus/base/numerics.hpp and run" \
      "tools/golden.sh. If only some do: results depend on the threads, the instructions or the resuming; mend that."
  else
    fail "The plan differs: the study's file, its data or a default of the program changed, so other runs were asked for." \
      "If that was meant: tools/golden.sh"
  fi
}

# pin <study> <--set ...>: its paragraph
pin() {
  study=$1 threads=1
  shift
  reductions=$*
  perform fresh >&2
  if [ "$(plan)" = "$(pinned "$study" plan)" ] && [ "$version" = "$(pinned "$study" numerics)" ] && [ "$(field content)" != "$(pinned "$study" content)" ]; then
    echo "golden.sh: the bits of $study changed; raise numerics_version in src/paribus/base/numerics.hpp first" >&2
    exit 1
  fi
  echo "study $study"
  echo "numerics $version"
  echo "plan $(plan)"
  echo "content $(field content)"
  for word in "$@"; do
    [ "$word" = --set ] || echo "set ${word#--set=}"
  done
}

write() {
  only=${1:-}
  [ -z "$only" ] || shift
  {
    [ -f "$pins" ] && sed -n '/^#/p' "$pins"
    for name in $({ [ ! -f "$pins" ] || awk '$1 == "study" { print $2 }' "$pins"; echo "$only"; } | sort -u); do
      echo
      if [ "$name" = "$only" ]; then pin "$name" "$@"
      elif [ -n "$only" ]; then awk -v study="$name" '$1 == "study" { now = $2 == study } now && NF' "$pins"
      else pin "$name" $(arguments "$name")
      fi
    done
  } >"$scratch/pins"
  mv "$scratch/pins" "$pins"
  echo "wrote $pins"
}

"$mode" "$@"
