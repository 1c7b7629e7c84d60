#!/bin/sh
# Random bytes against one reader, by libFuzzer with the address and undefined-behavior sanitizers (clang++).
#   tests/fuzz/run.sh csv|idx|model|arff|libsvm|json|npy|npz|r|lazy|packed [RUNS] [FOLDER]
# (A run of two minutes counts as hung: a busy machine halts short ones for seconds. libFuzzer's weighing of inputs by rare
# features took half of the time: -entropic=0. Of LIBSVM files with an index of five digits one in 64 is read; the others,
# which RUNS counts too, are counted at the end.)
# Builds in build-fuzz, begins with files of the tests, keeps what it learns in FOLDER/<target> (build-fuzz/corpus), and
# ends with an error at the first crash, broken promise, leak, or block of memory beyond what a few bytes can ask for.
set -eu
cd "$(dirname "$0")/../.."
target=${1:?csv, idx, model, arff, libsvm, json, npy, npz, r, lazy or packed}
runs=${2:-1000000}
corpus=${3:-build-fuzz/corpus}/$target
case $target in csv | idx | model) program=fuzz_$target ;; *) program=fuzz_readers ;; esac
[ -f build-fuzz/build.ninja ] ||
  cmake -S . -B build-fuzz -G Ninja -DCMAKE_CXX_COMPILER=clang++ -DPARIBUS_TESTS=OFF -DPARIBUS_FUZZ=ON >/dev/null
cmake --build build-fuzz --target "$program" -- --quiet
mkdir -p "$corpus"
case $target in
  csv) head -n 12 data/iris.csv >"$corpus/iris.csv" ;;   # a whole set makes every input long, and slow
  arff | libsvm | json | npy | npz | r | packed)
    case $target in json) end=jsonl ;; r | packed) end=rda ;; *) end=$target ;; esac
    find tests/reference/readers -name "*.$end" -size -8k -exec cp {} "$corpus" \; ;;
esac
# Freed memory is kept rather than given back: millions of small tables would spend their time in the kernel. So the process
# grows, and what one input may ask for is limited by malloc_limit_mb.
export ASAN_OPTIONS="${ASAN_OPTIONS:-allocator_release_to_os_interval_ms=-1:quarantine_size_mb=8}"
PARIBUS_FUZZ=$target exec "build-fuzz/$program" -max_len=4096 -malloc_limit_mb=300 -rss_limit_mb=12000 -timeout=120 -entropic=0 -runs="$runs" \
  -print_final_stats=1 -verbosity=0 -artifact_prefix=build-fuzz/ "$corpus"
