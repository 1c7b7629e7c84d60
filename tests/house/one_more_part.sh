#!/bin/sh
# one_more_part.sh <root>   The promise of the house: one file and one word make an optimizer that the program
# lists, explains, offers in the schema and runs. Done to a scratch copy; ccache (if there is one) knows all but
# the new file.
set -eu
root=$1
here=$(dirname "$0")
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

mkdir "$scratch/page"
for entry in CMakeLists.txt LICENSE cmake src app bench data studies; do
  [ ! -e "$root/$entry" ] || cp -r "$root/$entry" "$scratch"
done
for entry in "$root"/page/*; do ln -s "$entry" "$scratch/page"; done

cp "$here/signum.cpp" "$scratch/src/paribus/flow/optimizers/"                 # one file
words=$scratch/src/paribus/flow/CMakeLists.txt
sed -i 's/^\(  *\)gradient_descent /\1signum gradient_descent /' "$words"     # one word
grep -q 'signum gradient_descent' "$words"

export CCACHE_BASEDIR="$scratch"
quietly() { "$@" >"$scratch/log" 2>&1 || { tail -n 50 "$scratch/log"; exit 1; }; }
quietly cmake -S "$scratch" -B "$scratch/build" -G Ninja -DPARIBUS_TESTS=OFF
quietly cmake --build "$scratch/build" --target paribus

paribus=$scratch/build/paribus
says() {  # says <words> <command...>: its output has the words
  words=$1
  shift
  "$paribus" "$@" >"$scratch/said" 2>&1 || { cat "$scratch/said"; echo "'paribus $*' failed"; exit 1; }
  grep -qF -- "$words" "$scratch/said" || { cat "$scratch/said"; echo "'paribus $*' does not say '$words'"; exit 1; }
}
says signum list optimizers
says 'sign(m)' explain signum
says 'memory of the mean gradient' explain signum
says '"signum"' schema

# A study that varies it: 12 short runs.
cat >"$scratch/study.toml" <<'END'
paribus = 1
title   = "Does the sign suffice?"
[data]
source = "digits"
split  = { validation = 0.2, test = 0.2, stratify = true }
[model]
kind = "logistic_regression"
[optimizer]
learning_rate = 0.01
signum.beta   = 0.5
[training]
steps = 20
[factors]
"optimizer.kind" = ["adam", "signum"]
[replicates]
count = 6
vary  = ["start", "batches"]
[answer]
metric  = "accuracy"
margin  = 0.01
compare = "optimizer.kind"
END
cd "$scratch"
says "can be run" check study.toml
says Signum run study.toml
echo "one file and one word: listed, explained, in the schema, and run in a study"
