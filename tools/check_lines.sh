#!/bin/sh
# tools/check_lines.sh [root]   No source file has more than 300 lines; says how long they are.
set -eu
cd "${1:-$(dirname "$0")/..}"
# shellcheck disable=SC2046  # none of our names has a space
find src app tests examples bench tools cmake python fuzz -name build -prune -o -type f \
  \( -name '*.cpp' -o -name '*.hpp' -o -name '*.cmake' -o -name 'CMakeLists.txt' -o -name '*.sh' -o -name '*.py' \) -print 2>/dev/null |
  sort | xargs wc -l | awk '$2 != "total" { print $1, $2 }' | sort -n | awk '
  { length_of[NR] = $1; if ($1 > 300) { printf "%s: %d lines, 300 are allowed\n", $2, $1; bad = 1 } last = $2 }
  END { printf "lines: %d files, median %d, longest %d (%s)\n", NR, length_of[int((NR + 1) / 2)], length_of[NR], last; exit bad }'
