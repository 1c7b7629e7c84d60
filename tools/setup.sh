#!/bin/sh
# Installs what Paribus needs and this machine lacks: `tools/setup.sh` to build and run, `tools/setup.sh test`
# to test as well, `tools/setup.sh bench` to time it against its peers. Prints the one apt line first. Runs it when
# it may (as root, or with CI set); otherwise it leaves the line to be pasted and ends with 2. When nothing is
# missing it says nothing.
set -eu
cd "$(dirname "$0")/.."

# A program may come from anywhere; a library, or a data set, comes from its Debian package.
programs="g++:g++ cmake:cmake pkg-config:pkgconf ninja:ninja-build make:make ccache:ccache node:nodejs npm:npm"
libraries="libhwy-dev libeigen3-dev librandom123-dev libboost-math-dev libboost-random-dev libfmt-dev libcli11-dev
  libtomlplusplus-dev nlohmann-json3-dev libsqlite3-dev zlib1g-dev libbz2-dev liblzma-dev
  libssl-dev ca-certificates"
if [ "${1:-run}" = test ]; then
  programs="$programs chromium:chromium sqlite3:sqlite3"
  libraries="$libraries libgtest-dev librapidcheck-dev libxgboost0 dataset-fashion-mnist"
fi

if [ "${1:-run}" = bench ]; then
  libraries="$libraries python3-numpy python3-scipy python3-sklearn python3-torch python3-threadpoolctl libopenblas0-pthread dataset-fashion-mnist"
fi

missing=""
for pair in $programs; do
  command -v "${pair%%:*}" >/dev/null 2>&1 || missing="$missing ${pair#*:}"
done
if command -v dpkg-query >/dev/null 2>&1; then
  # shellcheck disable=SC2086  # the list is meant to be split
  installed=$(dpkg-query -W -f='${db:Status-Status} ${Package}\n' $libraries 2>/dev/null || true)
  for package in $libraries; do
    case "
$installed
" in
      *"
installed $package
"*) ;;
      *) missing="$missing $package" ;;
    esac
  done
elif [ -n "$missing" ]; then
  echo "setup: this is not Debian; install by its own means:$missing" >&2
  exit 2
fi

if [ -n "$missing" ]; then
  install="apt-get update && apt-get install -y --no-install-recommends$missing"
  if [ "$(id -u)" -eq 0 ]; then
    as_root=""
  elif [ -n "${CI:-}" ] && sudo -n true 2>/dev/null; then
    as_root="sudo -n env DEBIAN_FRONTEND=noninteractive"
  else
    echo "setup: some packages are missing; please run"
    echo "  sudo sh -c '$install'"
    exit 2
  fi
  echo "$install"
  export DEBIAN_FRONTEND=noninteractive
  log=$(mktemp)
  trap 'rm -f "$log"' EXIT
  # shellcheck disable=SC2086
  if ! { $as_root apt-get update && $as_root apt-get install -y --no-install-recommends $missing; } >"$log" 2>&1 </dev/null; then
    tail -n 30 "$log" >&2
    echo "setup: apt could not install these packages; see above" >&2
    exit 1
  fi
fi

# The page's libraries, exactly as locked. npm writes its own copy of the lock file when it has finished.
done=page/node_modules/.package-lock.json
if [ -f page/package-lock.json ] && { [ ! -f $done ] || [ page/package-lock.json -nt $done ]; }; then
  echo "npm ci --ignore-scripts   (in page/)"
  (cd page && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error </dev/null)
  touch $done
fi
