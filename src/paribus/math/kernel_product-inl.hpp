// Packing and products for one instruction set. Included once per set (Highway's foreach_target), so the guard
// toggles instead of being a `#pragma once`.
#if defined(PARIBUS_KERNEL_PRODUCT) == defined(HWY_TARGET_TOGGLE)
#ifdef PARIBUS_KERNEL_PRODUCT
#undef PARIBUS_KERNEL_PRODUCT
#else
#define PARIBUS_KERNEL_PRODUCT
#endif

#include <algorithm>

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

// ---- packing ------------------------------------------------------------------------------------------

/// Stores `count` numbers of w as T, then zeros up to `width` (a multiple of the virtual vector).
template <class T>
HWY_INLINE void convert_row(const double* HWY_RESTRICT w, size_t count, size_t width, T* HWY_RESTRICT out) {
  const hn::ScalableTag<double> d;
  const hn::Rebind<T, decltype(d)> narrow;
  constexpr size_t step = own<double>;
  for (size_t j = 0; j < width; j += step) {
    const auto v = j + step <= count ? hn::LoadU(d, w + j)
                   : j < count       ? hn::MaskedLoad(hn::FirstN(d, count - j), d, w + j)
                                     : hn::Zero(d);
    if constexpr (sizeof(T) == sizeof(double)) hn::Store(v, d, out + j);
    else hn::Store(hn::DemoteTo(narrow, v), narrow, out + j);  // to nearest
  }
}

template <class T>
void pack(const double* w, size_t rows, size_t columns, Panels<T> out) {
  T* to = out.data;
  for (size_t j = 0; j < columns; j += panel<T>) {
    const size_t width = std::min(panel<T>, padded<T>(columns) - j), count = std::min(width, columns - j);
    for (size_t k = 0; k < rows; ++k, to += width) convert_row<T>(w + k * columns + j, count, width, to);
  }
}

template <class T>
void pack_transposed(const double* w, size_t rows, size_t columns, Panels<T> out) {
  T* to = out.data;
  for (size_t i = 0; i < rows; i += panel<T>) {
    const size_t width = std::min(panel<T>, padded<T>(rows) - i), count = std::min(width, rows - i);
    for (size_t j = 0; j < columns; ++j, to += width) {
      for (size_t c = 0; c < count; ++c) to[c] = static_cast<T>(w[(i + c) * columns + j]);
      std::fill(to + count, to + width, T(0));
    }
  }
}

// ---- products -----------------------------------------------------------------------------------------

/// acc_rv += sum_k a_rk b_kv in the order of k. a_rk stands at a[r * step + k], or at a[k * step + r] if
/// `Across`: so x is read as it lies, both for x w and for x^T dy. R x V vectors stay in registers.
template <int R, int V, bool Across, class T>
HWY_INLINE void chain(const T* HWY_RESTRICT a, size_t step, const T* HWY_RESTRICT b, size_t b_step, size_t n,
                      Vec<T> (&acc)[R][V]) {
  const Full<T> d;
  for (size_t k = 0; k < n; ++k) {
    Vec<T> row[V];
    for (int v = 0; v < V; ++v) row[v] = hn::Load(d, b + k * b_step + v * own<T>);
    for (int r = 0; r < R; ++r) {
      const Vec<T> one = hn::Set(d, Across ? a[k * step + r] : a[r * step + k]);
      for (int v = 0; v < V; ++v) acc[r][v] = hn::MulAdd(one, row[v], acc[r][v]);
    }
  }
}

/// Rows i .. i+R-1 of y = start + x w, V vectors wide.
template <class T>
struct Forward {
  const T *x; size_t x_step;
  const T *w; size_t w_step, n;
  const T *start; size_t start_step;
  T* y; size_t y_step;
  template <int R, int V>
  HWY_INLINE void tile(size_t i) const {
    const Full<T> d;
    Vec<T> acc[R][V];
    for (int r = 0; r < R; ++r)
      for (int v = 0; v < V; ++v) acc[r][v] = hn::Load(d, start + (i + r) * start_step + v * own<T>);
    chain<R, V, false>(x + i * x_step, x_step, w, w_step, n, acc);
    for (int r = 0; r < R; ++r)
      for (int v = 0; v < V; ++v) hn::Store(acc[r][v], d, y + (i + r) * y_step + v * own<T>);
  }
};

/// g = [g +] scale * v for the first `count` lanes, in float64.
template <class T>
HWY_INLINE void accumulate(Vec<T> v, double scale, bool add, size_t count, double* HWY_RESTRICT g) {
  const hn::ScalableTag<double> d;
  const auto s = hn::Set(d, scale);
  const auto part = [&](auto p, size_t from) HWY_ATTR {
    if (from >= count) return;
    double* const to = g + from;
    if (from + own<double> <= count) {
      hn::StoreU(add ? hn::MulAdd(s, p, hn::LoadU(d, to)) : hn::Mul(s, p), d, to);
    } else {
      const auto mask = hn::FirstN(d, count - from);
      hn::BlendedStore(add ? hn::MulAdd(s, p, hn::MaskedLoad(mask, d, to)) : hn::Mul(s, p), mask, d, to);
    }
  };
  if constexpr (sizeof(T) == sizeof(double)) {
    part(v, 0);
  } else {
    const hn::Half<Full<T>> half;
    part(hn::PromoteTo(d, hn::LowerHalf(half, v)), 0);
    part(hn::PromoteTo(d, hn::UpperHalf(half, v)), own<double>);
  }
}

/// Rows k .. k+R-1 of g = x^T dy.
template <class T>
struct Gradient {
  const T *x; size_t x_step;
  const T *dy; size_t dy_step, n;
  double scale; bool add;
  double* g; size_t columns, from;   ///< the tile's first column
  template <int R, int V>
  HWY_INLINE void tile(size_t k) const {
    Vec<T> acc[R][V];
    for (int r = 0; r < R; ++r)
      for (int v = 0; v < V; ++v) acc[r][v] = hn::Zero(Full<T>());
    chain<R, V, true>(x + k, x_step, dy, dy_step, n, acc);
    for (int r = 0; r < R; ++r)
      for (int v = 0; v < V; ++v) {
        const size_t j = from + v * own<T>;
        accumulate<T>(acc[r][v], scale, add, std::min(own<T>, columns - j), g + (k + r) * columns + j);
      }
  }
};

template <int R, int V, class Work>
HWY_INLINE void pick(const Work& work, size_t rows, size_t i) {
  if (rows == R) return work.template tile<R, V>(i);
  if constexpr (R > 1) pick<R - 1, V>(work, rows, i);
}

/// Tiles for rows 0 .. n-1. What is left over is halved rather than left thin. Sizes change no bit.
template <int V, class Work>
void tiles(const Work& work, size_t n) {
  constexpr int most = V == 1 ? 12 : HWY_MAX_BYTES >= 64 ? 8 : 6;  // 32 registers, or 16
  for (size_t i = 0; i < n;) {
    const size_t left = n - i;
    const size_t rows = left <= most ? left : left < 2 * most ? (left + 1) / 2 : most;
    pick<most, V>(work, rows, i);
    i += rows;
  }
}

/// Calls make(first vector) -> Work for the vectors that hold `columns`, by two and then one.
template <class T, class Make>
HWY_INLINE void by_columns(size_t columns, size_t n, Make&& make) {
  const size_t vectors = (columns + own<T> - 1) / own<T>;
  for (size_t v = 0; v < vectors; v += 2)
    if (v + 1 < vectors) tiles<2>(make(v * own<T>), n);
    else tiles<1>(make(v * own<T>), n);
}

template <class T>
void product(Rows<const T> x, Panels<const T> w, Start<T> start, Rows<T> y) {
  for (size_t j = 0; j < w.columns; j += panel<T>) {
    const size_t width = std::min(panel<T>, padded<T>(w.columns) - j);
    by_columns<T>(std::min(width, w.columns - j), x.rows, [&](size_t c) {
      return Forward<T>{x.data, x.stride, w.data + j * w.rows + c, width, w.rows,
                        start.data + j + c, start.stride, y.data + j + c, y.stride};
    });
  }
}

template <class T>
void weight_gradient(Rows<const T> x, Rows<const T> dy, double scale, bool add, double* g) {
  by_columns<T>(dy.columns, x.columns, [&](size_t c) {
    return Gradient<T>{x.data, x.stride, dy.data + c, dy.stride, x.rows, scale, add, g, dy.columns, c};
  });
}

template <class T>
void bias_gradient(Rows<const T> dy, double scale, bool add, double* g) {
  const Full<T> d;
  for (size_t j = 0; j < dy.columns; j += own<T>) {
    Vec<T> even = hn::Zero(d), odd = hn::Zero(d);
    size_t i = 0;
    for (; i + 1 < dy.rows; i += 2) {
      even = hn::Add(even, hn::Load(d, dy[i] + j));
      odd = hn::Add(odd, hn::Load(d, dy[i + 1] + j));
    }
    if (i < dy.rows) even = hn::Add(even, hn::Load(d, dy[i] + j));
    accumulate<T>(hn::Add(even, odd), scale, add, std::min(own<T>, dy.columns - j), g + j);
  }
}

}  // namespace HWY_NAMESPACE
}  // namespace paribus::kernel
HWY_AFTER_NAMESPACE();
#endif
