// Vectors of one instruction set, and what has to cross their lanes. Included once per set (Highway's foreach_target),
// so the guard toggles instead of being a `#pragma once`.
#if defined(PARIBUS_KERNEL_VECTOR) == defined(HWY_TARGET_TOGGLE)
#ifdef PARIBUS_KERNEL_VECTOR
#undef PARIBUS_KERNEL_VECTOR
#else
#define PARIBUS_KERNEL_VECTOR
#endif

#include <algorithm>
#include <array>

#include "hwy/highway.h"
#include "paribus/math/kernel_table.hpp"

HWY_BEFORE_NAMESPACE();
namespace paribus::kernel {
namespace HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

using std::size_t;
template <class T> using Full = hn::ScalableTag<T>;          ///< the machine's own vector
template <class T> using Vec = hn::Vec<Full<T>>;
template <class T> inline constexpr size_t own = HWY_LANES(T);  ///< its lanes: as many as `lanes`, or half

/// `count` numbers at p, the rest `pad`.
template <class T>
HWY_INLINE Vec<T> load(const T* p, size_t count, Vec<T> pad) {
  const Full<T> d;
  if (count >= own<T>) return hn::LoadU(d, p);
  if (count == 0) return pad;
  const auto mask = hn::FirstN(d, count);
  return hn::IfThenElse(mask, hn::MaskedLoad(mask, d, p), pad);
}
template <class T>
HWY_INLINE void store(Vec<T> v, T* p, size_t count) {
  const Full<T> d;
  if (count >= own<T>) hn::StoreU(v, d, p);
  else if (count > 0) hn::BlendedStore(v, hn::FirstN(d, count), d, p);
}
constexpr size_t left(size_t columns, size_t j) { return columns > j ? columns - j : 0; }

/// Halves folded 16-8-4-2-1: the same additions however wide the machine's vectors are.
template <class D, class V, class Op>
HWY_INLINE auto fold(D d, V v, Op op) {
  if constexpr (hn::MaxLanes(D()) == 1) {
    return hn::GetLane(v);
  } else {
    const hn::Half<D> half;
    return fold(half, op(half, hn::LowerHalf(half, v), hn::UpperHalf(half, v)), op);
  }
  (void)d;
}
struct Plus { template <class D, class V> HWY_INLINE V operator()(D, V a, V b) const { return hn::Add(a, b); } };

}  // namespace HWY_NAMESPACE
}  // namespace paribus::kernel
HWY_AFTER_NAMESPACE();
#endif
