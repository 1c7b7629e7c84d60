// Compiled once per instruction set (Highway's foreach_target includes this very file again), then chosen by
// target() at the first call.
#ifdef __AVX2__
// Highway takes -march=x86-64-v3 for less than its AVX2, which asks for AES too: without these two lines it would
// compile SSSE3 and SSE4 as well, for nobody, and they have no vector of four doubles.
#define HWY_BASELINE_TARGETS HWY_AVX2
#define HWY_DISABLED_TARGETS (HWY_SSSE3 | HWY_SSE4)
#endif
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "paribus/math/nearest.cpp"
#include "hwy/foreach_target.h"  // before highway.h

#include "paribus/math/nearest-inl.hpp"

HWY_BEFORE_NAMESPACE();
namespace paribus::kernel::nearest {
namespace HWY_NAMESPACE {

template <class T>
constexpr Table<T> all{most, assign<T>, add_up<T>};
const Table<float>* table32() { return &all<float>; }
const Table<double>* table64() { return &all<double>; }

}  // namespace HWY_NAMESPACE
}  // namespace paribus::kernel::nearest
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace paribus::kernel::nearest {

HWY_EXPORT(table32);
HWY_EXPORT(table64);

// target() comes first: it may have to take instruction sets away before Highway looks.
template <> const Table<float>& table() {
  static const Table<float>& chosen = (target(), *HWY_DYNAMIC_DISPATCH(table32)());
  return chosen;
}
template <> const Table<double>& table() {
  static const Table<double>& chosen = (target(), *HWY_DYNAMIC_DISPATCH(table64)());
  return chosen;
}

}  // namespace paribus::kernel::nearest
#endif
