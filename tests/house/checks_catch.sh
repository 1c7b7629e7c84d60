#!/bin/sh
# checks_catch.sh <root>   The checks of the house are tests, so they must be able to fail: a scratch copy is
# spoiled in one way at a time, and each time the right check must say where.
set -eu
root=$1
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
caught=0

fresh() {
  rm -rf "$scratch/house"
  mkdir "$scratch/house"
  cp "$root/CMakeLists.txt" "$scratch/house"
  cp -r "$root/src" "$root/app" "$root/tools" "$scratch/house"
}

# catches <check> <words of its complaint>
catches() {
  if said=$(sh "$root/tools/check_$1.sh" "$scratch/house" 2>&1); then
    echo "check_$1.sh let this pass: $2"
    exit 1
  fi
  case $said in
    *"$2"*) caught=$((caught + 1)) ;;
    *) echo "check_$1.sh did not say '$2' but:"; echo "$said"; exit 1 ;;
  esac
  fresh
}

fresh
for check in rooms lines words; do
  said=$(sh "$root/tools/check_$check.sh" "$scratch/house") || { echo "$said"; exit 1; }  # the copy is sound
done

house=$scratch/house
add() { printf '%s\n' "$2" >>"$house/$1"; }
add src/paribus/base/text.cpp '#include "paribus/store/store.hpp"'
catches rooms '"base" may not include "store", which comes after it'
add src/paribus/flow/optimizer.hpp '  # include "paribus/model/model.hpp"'
catches rooms '"flow" may not include "model"'
add src/paribus/report/answer.hpp '#include "app/command.hpp"'
catches rooms '"report" may not include the program'
add src/paribus/base/text.cpp '#include "paribus/cellar/wine.hpp"'
catches rooms 'there is no room "cellar"'
add src/paribus/base/text.cpp '#include "error.hpp"'
catches rooms 'write "paribus/<room>/<file>.hpp"'
add src/paribus/base/text.cpp '#include <paribus/base/error.hpp>'
catches rooms 'quotation marks'
add src/paribus/store/store.hpp '#include <sqlite3.h>'
catches rooms 'sqlite3.h in a header'
add src/paribus/store/store.cpp '#include <sqlite3.h>'
catches rooms 'sqlite3.h is included by 2 files, 1 may'
mkdir "$house/src/paribus/attic"
echo '// empty' >"$house/src/paribus/attic/box.cpp"
catches rooms 'the room "attic" is not in PARIBUS_ROOMS'
seq 301 | sed 's/^/int x/; s/$/;/' >"$house/src/paribus/base/long.cpp"
catches lines 'src/paribus/base/long.cpp: 301 lines, 300 are allowed'
echo '// empty' >"$house/src/paribus/base/utils.cpp"
catches words 'src/paribus/base/utils.cpp'
add src/paribus/base/text.hpp 'class RunManager {};'
catches words 'class RunManager'
add src/paribus/base/text.hpp 'struct AbstractPart;'
catches words 'struct AbstractPart'
add src/paribus/report/answer.hpp 'namespace paribus {'
add src/paribus/report/answer.hpp 'struct Optimizer { int x; };'
catches words 'Optimizer is defined by'
echo "caught $caught of 14"
[ "$caught" -eq 14 ]
