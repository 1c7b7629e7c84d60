// Compiled once per instruction set (Highway's foreach_target includes this very file again), then chosen by
// target() at the first call.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "paribus/math/nearest.cpp"
#include "hwy/foreach_target.h"  // before highway.h

#include "paribus/math/nearest-inl.hpp"

HWY_BEFORE_NAMESPACE();
namespace paribus::kernel::nearest {
namespace HWY_NAMESPACE {

template <class T>
constexpr Table<T> all{most, assign<T>, nearer<T>, add_up<T>};
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
