// Compiled once per instruction set (Highway's foreach_target includes this very file again), then chosen by
// target() at the first call.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "paribus/math/kernel.cpp"
#include "hwy/foreach_target.h"  // before highway.h

#include <cstring>
#include <limits>

#include "hwy/highway.h"
#include "paribus/math/kernel_pack-inl.hpp"
#include "paribus/math/kernel_gradient-inl.hpp"
#include "paribus/math/kernel_rows-inl.hpp"
#include "paribus/math/kernel_softmax-inl.hpp"

HWY_BEFORE_NAMESPACE();
namespace paribus::kernel {
namespace HWY_NAMESPACE {

template <class T>
constexpr Table<T> all{pack<T>, gather<T>, transpose<T>, product<T>, pull_back<T>, weight_gradient<T, double>,
                       bias_gradient<T, double>, weight_gradient<T, T>, bias_gradient<T, T>,
                       push_forward<T>, bend<T>, softmax_cross_entropy<T>, softmax_curvature<T>, softmax<T>,
                       company_cross_entropy<T>, pack_company<T>, unpack_company<T>,
                       exp<T>, log<T>, tanh<T>};
const Table<float>* table32() { return &all<float>; }
const Table<double>* table64() { return &all<double>; }

}  // namespace HWY_NAMESPACE
}  // namespace paribus::kernel
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace paribus::kernel {

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

}  // namespace paribus::kernel
#endif
