#!/bin/sh
# setup.sh <root>   tools/setup.sh on a machine that lacks something: the line it prints, what it returns, and that
# it installs nothing unless it may. apt-get and id are stand-ins that only note how they were called.
set -eu
root=$1
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
mkdir -p "$scratch/bin" "$scratch/house/tools" "$scratch/house/page"
cp "$root/tools/setup.sh" "$scratch/house/tools"
for program in sh env cat grep sed dirname mktemp rm tail touch; do
  ln -s "$(command -v $program)" "$scratch/bin"
done
stand_in() { printf '#!/bin/sh\n%s\n' "$2" >"$scratch/bin/$1"; chmod +x "$scratch/bin/$1"; }
stand_in dpkg-query 'for p in "$@"; do case $p in lib*-dev|nlohmann*|zlib*|ca-*|dataset-*|libxgboost0) [ "$p" = libhwy-dev ] || echo "installed $p";; esac; done; exit 1'
for program in g++ pkg-config make ccache node npm chromium sqlite3 cmake; do stand_in $program 'exit 0'; done
stand_in apt-get 'echo "$*" >>"'"$scratch"'/calls"'
stand_in sudo 'exit 1'

# expect <status> <user id> <CI> <argument>
expect() {
  stand_in id "echo $2"
  rm -f "$scratch/calls"
  status=0
  env -i PATH="$scratch/bin" TMPDIR="$scratch" CI="$3" sh "$scratch/house/tools/setup.sh" "$4" >"$scratch/said" 2>&1 || status=$?
  [ "$status" -eq "$1" ] || { cat "$scratch/said"; echo "status $status, not $1"; exit 1; }
}
line='apt-get update && apt-get install -y --no-install-recommends ninja-build libhwy-dev'

expect 2 1000 "" test                                   # may not: says what to paste, installs nothing
grep -qF "sudo sh -c '$line'" "$scratch/said"
[ ! -e "$scratch/calls" ]
expect 2 1000 true run                                  # CI, but no password-less sudo
[ ! -e "$scratch/calls" ]
expect 0 0 "" run                                       # root: the line first, then just that
[ "$(cat "$scratch/said")" = "$line" ]
[ "$(cat "$scratch/calls")" = "update
install -y --no-install-recommends ninja-build libhwy-dev" ]
stand_in apt-get 'echo "E: Unable to locate package ninja-build"; exit 100'
expect 1 0 true run                                     # apt fails: its words are shown
grep -q 'E: Unable to locate package' "$scratch/said"

stand_in ninja 'exit 0'
stand_in dpkg-query 'for p in "$@"; do echo "installed $p"; done'
expect 0 1000 "" test                                   # nothing is missing: nothing is said
[ ! -s "$scratch/said" ]

stand_in npm 'echo "npm $*" >>"'"$scratch"'/calls"; mkdir -p node_modules; : >node_modules/.package-lock.json'
ln -s "$(command -v mkdir)" "$scratch/bin"
echo '{}' >"$scratch/house/page/package-lock.json"
expect 0 1000 "" run                                    # the page's scripts, once
grep -q 'npm ci --ignore-scripts' "$scratch/calls"
expect 0 1000 "" run
[ ! -e "$scratch/calls" ]
echo "setup: asks, installs and keeps quiet as it should"
