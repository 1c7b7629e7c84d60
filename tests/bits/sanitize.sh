#!/bin/sh
# sanitize.sh ROOT BUILD   The kernels and models under AddressSanitizer and UndefinedBehaviorSanitizer, with both
# instruction sets. They are built below BUILD/other. 77: this compiler has no sanitizers.
set -eu
root=$1 build=$2/other/sanitize
# Without the checks of every single pointer: g++ 12 would take half an hour for the kernels, and their aligned loads
# fault by themselves.
flags='-fsanitize=address,undefined -fno-sanitize=null,alignment,object-size,pointer-overflow -fno-sanitize-recover=all'
mkdir -p "$build"
log=$build/log
echo 'int main() {}' >"$build/empty.cpp"
c++ $flags "$build/empty.cpp" -o "$build/empty" 2>"$log" || { echo "skipped: this compiler has no sanitizers"; exit 77; }
cmake -S "$root" -B "$build" -G Ninja -DCMAKE_BUILD_TYPE=Release "-DCMAKE_CXX_FLAGS=$flags" -DCMAKE_CXX_FLAGS_RELEASE=-O1 >"$log" 2>&1 || { cat "$log"; exit 1; }
cmake --build "$build" --target test_math test_model test_bits >"$log" 2>&1 || { grep -A 9 -E 'error|FAILED' "$log"; exit 1; }

check() {
  program=$1 filter=$2
  said=$("$build/tests/$program" --gtest_brief=1 "--gtest_filter=$filter" 2>&1) || { echo "$said" | tail -n 60; return 1; }
  echo "$program, ${PARIBUS_TARGET:-default}: $(echo "$said" | grep -E 'tests? ran|SKIPPED|PASSED' | tr '\n' ' ')"
}
export ASAN_OPTIONS="${ASAN_OPTIONS:-allocator_may_return_null=1}"   # a test asks for more memory than there is
for target in avx2 avx512; do
  export PARIBUS_TARGET=$target
  # (The processes that the tests of targets start choose for themselves.)
  if "$build/tests/test_bits" --gtest_filter='KernelSizes/0.BiasGradients' | grep 'has no AVX-512'; then
    echo "not run with AVX-512"
    continue
  fi
  check test_bits 'KernelSizes*:KernelFunctions.*'
  check test_math 'Kernel*:Vector*:Scatter*:Compensated*:Nearest*:Lloyd*:-KernelTarget*:NearestTarget*'
  check test_model '*'
done
unset PARIBUS_TARGET
check test_math '-Fused*'
