#!/bin/sh
# tools/check_rooms.sh [root]   The plan of the house, checked:
#   1. a room includes only itself and rooms before it in PARIBUS_ROOMS (CMakeLists.txt); nothing includes app;
#   2. there is one form of including our own headers: "paribus/<room>/<file>.hpp";
#   3. a library of others stays out of headers and within the number of .cpp files given here.
set -eu
cd "${1:-$(dirname "$0")/..}"

rooms=$(sed -n 's/^set(PARIBUS_ROOMS \(.*\))$/\1/p' CMakeLists.txt)
[ -n "$rooms" ] || { echo "CMakeLists.txt: no line 'set(PARIBUS_ROOMS ...)'"; exit 1; }

# library: how its includes begin, and how many .cpp files may have them.
libraries="toml++/:1 nlohmann/:3 CLI/:1 sqlite3.h:1 Eigen/:1 boost/math/:1 boost/random/:1 openssl/:1 zlib.h:1 bzlib.h:1 lzma.h:1 Random123/:1"

find src app -name '*.cpp' -o -name '*.hpp' | sort | xargs awk -v rooms="$rooms" -v libraries="$libraries" '
  BEGIN {
    count = split(rooms, order, " ")
    for (i = 1; i <= count; ++i) floor[order[i]] = i
    floor["app"] = count + 1
    number = split(libraries, pairs, " ")
    for (i = 1; i <= number; ++i) { split(pairs[i], pair, ":"); allowed[pair[1]] = pair[2] }
  }
  function complain(text) { printf "%s:%d: %s\n", FILENAME, FNR, text; bad = 1 }
  FNR == 1 {
    split(FILENAME, path, "/")
    room = path[1] == "app" ? "app" : path[3]
    if (!(room in floor)) complain("the room \"" room "\" is not in PARIBUS_ROOMS")
  }
  /^[ \t]*#[ \t]*include[ \t]/ {
    name = $0
    sub(/^[ \t]*#[ \t]*include[ \t]*[<"]/, "", name)
    sub(/[>"].*/, "", name)
    quoted = $0 ~ /include[ \t]*"/
    if (name ~ /^paribus\//) {
      if (!quoted) complain("our own headers stand in quotation marks")
      split(name, parts, "/")
      if (!(parts[2] in floor)) complain("there is no room \"" parts[2] "\"")
      else if (floor[parts[2]] > floor[room]) complain("\"" room "\" may not include \"" parts[2] "\", which comes after it")
    } else if (name ~ /^app\//) {
      if (room != "app") complain("\"" room "\" may not include the program")
    } else if (quoted && name !~ /^hwy\//) {
      complain("write \"paribus/<room>/<file>.hpp\"")
    }
    for (library in allowed)
      if (index(name, library) == 1) {
        if (FILENAME ~ /\.hpp$/) complain(library " in a header")
        if (!((library, FILENAME) in seen)) { seen[library, FILENAME] = 1; files[library] = files[library] " " FILENAME; ++used[library] }
      }
  }
  END {
    for (library in allowed)
      if (used[library] > allowed[library]) {
        printf "%s is included by %d files, %d may:%s\n", library, used[library], allowed[library], files[library]
        bad = 1
      }
    exit bad
  }'
echo "rooms: every include goes down the house ($(echo "$rooms" | wc -w) rooms)"
