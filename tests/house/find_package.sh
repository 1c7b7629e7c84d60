#!/bin/sh
# find_package.sh <root> <build>   Installs the build into a scratch folder, and builds and runs the example there
# as a stranger would: by find_package alone. Nothing may point back into our tree.
set -eu
root=$1 build=$2
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

cmake --install "$build" --prefix "$scratch/prefix" >"$scratch/log" || { cat "$scratch/log"; exit 1; }
if grep -rlF -e "$root" -e "$build" "$scratch/prefix/lib"*/*/cmake "$scratch/prefix/lib"*/cmake "$scratch/prefix/include" 2>/dev/null; then
  echo "these installed files name the folder that they were built in"
  exit 1
fi
quietly() { "$@" >"$scratch/log" 2>&1 || { cat "$scratch/log"; exit 1; }; }
# example <name> <program>: what it says goes to $scratch/said.
example() {
  cp -r "$root/examples/$1" "$scratch/$1"
  quietly cmake -S "$scratch/$1" -B "$scratch/$1/build" -G Ninja -DCMAKE_BUILD_TYPE=Release -DCMAKE_PREFIX_PATH="$scratch/prefix"
  quietly cmake --build "$scratch/$1/build"
  "$scratch/$1/build/$2" | tee "$scratch/said"
}
example find_package example
grep -qx 'measured 0\.5527[0-9]*, predicted 2/lambda_max = 0\.552786, ratio 1\.0000[0-9]*' "$scratch/said" ||
  grep -qx 'measured 0\.5527[0-9]*, predicted 2/lambda_max = 0\.552786, ratio 0\.9999[0-9]*' "$scratch/said"

# R's nls finds Vm = 212.7 and K = 0.06412 in these measurements; so do the flow and every optimizer of the catalogue (Adam,
# whose steps do not shrink, up to two units of the last digit printed).
example own_objective own_objective
grep -q 'the flow ends at V = 212\.68, K = 0\.06412 ' "$scratch/said"
"$scratch/prefix/bin/paribus" list optimizers | awk '{ print $1 }' >"$scratch/optimizers"
test -s "$scratch/optimizers"
while read -r optimizer; do
  awk -v name="$optimizer" '$1 == name && $3 > 212.655 && $3 < 212.705 && $4 > 0.064095 && $4 < 0.064145 { found = 1 }
    END { exit !found }' "$scratch/said" || { echo "$optimizer is not there, or does not end at V = 212.68, K = 0.06412"; exit 1; }
done <"$scratch/optimizers"

# Every room, whole: a library that the package forgets to name would be missed here.
mkdir "$scratch/all"
echo 'int main() {}' >"$scratch/all/main.cpp"
rooms=$(sed -n 's/^set(PARIBUS_ROOMS \(.*\))$/\1/p' "$root/CMakeLists.txt")
cat >"$scratch/all/CMakeLists.txt" <<END
cmake_minimum_required(VERSION 3.25)
project(all LANGUAGES CXX)
find_package(paribus REQUIRED)
add_executable(whole main.cpp)
foreach(room $rooms)
  list(APPEND files \$<TARGET_FILE:paribus::\${room}>)
  list(APPEND rooms paribus::\${room})
endforeach()
target_link_libraries(whole PRIVATE -Wl,--whole-archive \${files} -Wl,--no-whole-archive \${rooms})
END
quietly cmake -S "$scratch/all" -B "$scratch/all/build" -G Ninja -DCMAKE_PREFIX_PATH="$scratch/prefix"
quietly cmake --build "$scratch/all/build"
"$scratch/all/build/whole"

# Every installed header compiles on its own.
for header in $(cd "$scratch/prefix/include" && find paribus -name '*.hpp'); do
  echo "#include \"$header\""
done | sort >"$scratch/headers.cpp"
quietly c++ -std=c++20 -fsyntax-only -fmax-errors=3 -I "$scratch/prefix/include" "$scratch/headers.cpp"
echo "$(wc -l <"$scratch/headers.cpp") headers installed"
"$scratch/prefix/bin/paribus" --version
