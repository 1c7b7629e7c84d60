// Compiled once per instruction set (Highway's foreach_target includes this very file again), then chosen by
// target() at the first call.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "paribus/math/compensated.cpp"
#include "hwy/foreach_target.h"  // before highway.h

#include <algorithm>
#include <cassert>

#include "hwy/highway.h"
#include "paribus/math/compensated.hpp"
#include "paribus/math/kernel.hpp"

HWY_BEFORE_NAMESPACE();
namespace paribus::kernel::compensated {
namespace HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

using std::size_t;
using Full = hn::ScalableTag<double>;
using Vec = hn::Vec<Full>;
inline constexpr size_t own = HWY_LANES(double), lanes = 8;

/// sum + rest <- sum + rest + x v, v = high + low, for the numbers at x (and xl behind them).
template <bool twofold>
HWY_INLINE void add(Vec x, Vec xl, Vec high, Vec low, Vec& sum, Vec& rest) {
  const Vec p = hn::Mul(x, high);
  Vec e = hn::MulAdd(x, low, hn::MulSub(x, high, p));
  if constexpr (twofold) e = hn::MulAdd(xl, high, e);
  const Vec s = hn::Add(sum, p), t = hn::Sub(s, sum);
  rest = hn::Add(rest, hn::Add(e, hn::Add(hn::Sub(sum, hn::Sub(s, t)), hn::Sub(p, t))));
  sum = s;
}

/// Numbers j .. of a row; what lies behind its end is 0.
HWY_INLINE Vec some(const double* row, size_t j, size_t columns) {
  const Full d;
  return j + own <= columns ? hn::LoadU(d, row + j) : j < columns ? hn::MaskedLoad(hn::FirstN(d, columns - j), d, row + j) : hn::Zero(d);
}

template <bool twofold>
void subtract_product(TwofoldRows x, const DoubleDoubles& b, const DoubleDouble* start, DoubleDouble* r) {
  const Full d;
  const size_t columns = x.columns;
  for (size_t i = 0; i < x.rows; ++i) {
    const double* const row = x.high + i * columns;
    const double* const behind = twofold ? x.low + i * columns : row;
    Vec sum[lanes / own], rest[lanes / own];
    for (size_t v = 0; v < lanes / own; ++v) sum[v] = rest[v] = hn::Zero(d);
    for (size_t j = 0; j < columns; j += lanes)
      for (size_t v = 0; v < lanes / own; ++v) {
        const size_t at = j + v * own;
        add<twofold>(some(row, at, columns), twofold ? some(behind, at, columns) : hn::Zero(d), some(b.high.data(), at, columns),
                     some(b.low.data(), at, columns), sum[v], rest[v]);
      }
    alignas(64) double high[lanes], low[lanes];
    for (size_t v = 0; v < lanes / own; ++v) hn::Store(sum[v], d, high + v * own), hn::Store(rest[v], d, low + v * own);
    for (size_t half = lanes / 2; half > 0; half /= 2)
      for (size_t l = 0; l < half; ++l) {
        const DoubleDouble s = two_sum(high[l], high[l + half]);
        high[l] = s.high, low[l] = low[l] + low[l + half] + s.low;
      }
    r[i] = start[i] - quick_two_sum(high[0], low[0]);
  }
}

/// Four rows at a time: the sums are fetched and put back once for all of them.
template <bool twofold>
void add_transposed(TwofoldRows x, const DoubleDouble* r, DoubleDoubles& g) {
  const Full d;
  const size_t columns = x.columns;
  for (size_t i = 0; i < x.rows; i += 4) {
    const size_t count = std::min<size_t>(4, x.rows - i);
    for (size_t j = 0; j < columns; j += own) {
      Vec sum = some(g.high.data(), j, columns), rest = some(g.low.data(), j, columns);
      const auto one = [&](size_t k) HWY_ATTR {
        const size_t at = (i + k) * columns;
        add<twofold>(some(x.high + at, j, columns), twofold ? some(x.low + at, j, columns) : hn::Zero(d), hn::Set(d, r[i + k].high),
                     hn::Set(d, r[i + k].low), sum, rest);
      };
      if (count == 4) one(0), one(1), one(2), one(3);
      else for (size_t k = 0; k < count; ++k) one(k);
      const size_t left = std::min(own, columns - j);
      if (left == own) hn::StoreU(sum, d, g.high.data() + j), hn::StoreU(rest, d, g.low.data() + j);
      else hn::BlendedStore(sum, hn::FirstN(d, left), d, g.high.data() + j), hn::BlendedStore(rest, hn::FirstN(d, left), d, g.low.data() + j);
    }
  }
}

void subtract_any(TwofoldRows x, const DoubleDoubles& b, const DoubleDouble* start, DoubleDouble* r) {
  x.low ? subtract_product<true>(x, b, start, r) : subtract_product<false>(x, b, start, r);
}
void add_any(TwofoldRows x, const DoubleDouble* r, DoubleDoubles& g) {
  x.low ? add_transposed<true>(x, r, g) : add_transposed<false>(x, r, g);
}

}  // namespace HWY_NAMESPACE
}  // namespace paribus::kernel::compensated
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace paribus {
namespace kernel::compensated {

HWY_EXPORT(subtract_any);
HWY_EXPORT(add_any);

// target() comes first: it may have to take instruction sets away before Highway looks.
void subtract(TwofoldRows x, const DoubleDoubles& b, const DoubleDouble* start, DoubleDouble* r) {
  target(), HWY_DYNAMIC_DISPATCH(subtract_any)(x, b, start, r);
}
void add(TwofoldRows x, const DoubleDouble* r, DoubleDoubles& g) { target(), HWY_DYNAMIC_DISPATCH(add_any)(x, r, g); }

}  // namespace kernel::compensated

void subtract_product(TwofoldRows x, const DoubleDoubles& b, const DoubleDouble* start, DoubleDouble* r) {
  assert(b.size() == x.columns);
  kernel::compensated::subtract(x, b, start, r);
}
void add_transposed(TwofoldRows x, const DoubleDouble* r, DoubleDoubles& g) {
  assert(g.size() == x.columns);
  kernel::compensated::add(x, r, g);
}

}  // namespace paribus
#endif
