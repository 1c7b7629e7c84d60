#!/bin/sh
# tools/check_words.sh [root]   Names say what a thing is: none of these words in the name of a file or a class, and
# no name for two things (two classes of one name in one program are undefined behavior, and no linker says so).
set -eu
cd "${1:-$(dirname "$0")/..}"
bad=0
found=$(find src app tests examples tools cmake -name build -prune -o -print 2>/dev/null |
  grep -iE '(^|/|_)(utils?|common|misc|helpers?|manager|impl|abstract|detail|core)(_|\.|/|$)' || true)
[ -z "$found" ] || { echo "$found" | sed 's/$/: a name that says nothing/'; bad=1; }
found=$(grep -rnE '^[^/]*\b(class|struct|concept|namespace)[[:space:]]+([A-Za-z0-9_:]*(Manager|Impl|Helper|Utils?|Misc|Common)|Abstract[A-Za-z0-9_]*|[A-Za-z0-9_]+Base|utils?|common|misc|detail|helpers?|impl)\b' \
  --include='*.cpp' --include='*.hpp' src app tests examples 2>/dev/null || true)
[ -z "$found" ] || { echo "$found" | sed 's/$/   <- a name that says nothing/'; bad=1; }
find src app -name '*.hpp' | sort | xargs awk '
  FNR == 1 { space = "" }
  /^namespace [a-z_:]+ [{]/ { space = space $2 "::" }
  /^}  .. namespace/ { space = "" }
  /^(class|struct) [A-Za-z]+[^;]*[{]/ {
    name = space $2
    if (name in home) { printf "%s is defined by %s and by %s\n", name, home[name], FILENAME; bad = 1 }
    home[name] = FILENAME
  }
  END { exit bad }' || bad=1
[ $bad -eq 0 ] && echo "words: every file and class has a name"
exit $bad
