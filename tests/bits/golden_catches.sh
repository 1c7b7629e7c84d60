#!/bin/sh
# golden_catches.sh PROGRAM   The check of golden hashes must be able to fail: a scratch study is pinned, one thing at
# a time is spoiled, and each time the check says which.
set -eu
golden=$(cd "$(dirname "$0")" && pwd)/golden.sh
program=$1
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
export PARIBUS_STUDIES="$scratch" PARIBUS_PINS="$scratch/golden.txt"
caught=0

cat >"$scratch/tiny.toml" <<END
paribus = 1
[data]
source = "iris"
[model]
kind = "logistic_regression"
[training]
steps = 20
[factors]
"optimizer.kind" = ["gradient_descent", "adam"]
[replicates]
count = 6
[answer]
compare = ["optimizer.kind"]
END

check() { sh "$golden" check "$program" tiny 2 avx2 "${1:-fresh}" 2>&1; }
write() { sh "$golden" write "$program" "$@" 2>&1; }
pin() {
  rm -f "$PARIBUS_PINS"
  write tiny --set training.steps=10 >"$scratch/said" || { cat "$scratch/said"; exit 1; }
  check >"$scratch/said" || { cat "$scratch/said"; exit 1; }
}

# catches <command> <words of its complaint>
catches() {
  if said=$($1); then
    echo "'$1' let this pass: $2"
    exit 1
  fi
  case $said in
    *"$2"*) caught=$((caught + 1)) ;;
    *) echo "'$1' did not say '$2' but:"; echo "$said"; exit 1 ;;
  esac
}

catches check "tiny.toml has no golden hash"
catches check "tools/golden.sh tiny --set replicates.count=2"
pin
sed -i 's/^content ..../content 0000/' "$PARIBUS_PINS"
catches check "BITS CHANGED WITHOUT THE VERSION"
catches write "raise numerics_version in src/paribus/base/numerics.hpp first"
sed -i 's/^numerics .*/numerics 0/' "$PARIBUS_PINS"
catches check "was made with numerics version 0"
write >"$scratch/said"  # now it may be written, with the same --set
grep -qx 'set training.steps=10' "$PARIBUS_PINS"
check >"$scratch/said"
sed -i 's/^count = 6/count = 7/' "$scratch/tiny.toml"
catches check "The plan differs"
pin
sed -i 's/10$/9/' "$PARIBUS_PINS"
catches check "The plan differs"
mv "$scratch/tiny.toml" "$scratch/other.toml"
catches check "there is no studies/tiny.toml"
echo "caught $caught of 8"
[ "$caught" -eq 8 ]
