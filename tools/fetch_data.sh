#!/bin/sh
# Fetches the Debian packages that bring the known data sets (data/sets.csv) and unpacks them, without installing anything
# and without root, into $PARIBUS_PACKAGES, by default ~/.local/share/paribus/packages, where paribus finds them.
set -eu
cd "$(dirname "$0")/.."
sets=$PWD/data/sets.csv
to=${PARIBUS_PACKAGES:-$HOME/.local/share/paribus/packages}
mkdir -p "$to"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
for package in $(cut -d, -f2 "$sets" | sed 1d | sort -u); do
  if apt-get download "$package" >/dev/null 2>&1; then
    dpkg -x "$package"_*.deb "$to"
    echo "$package"
  else
    echo "$package: not to be had; is the list of packages up to date (apt-get update)?" >&2
  fi
done
