// x^T dy, scaled and summed where it goes, for one instruction set. Guard as in kernel_vector-inl.hpp.
#if defined(PARIBUS_KERNEL_GRADIENT) == defined(HWY_TARGET_TOGGLE)
#ifdef PARIBUS_KERNEL_GRADIENT
#undef PARIBUS_KERNEL_GRADIENT
#else
#define PARIBUS_KERNEL_GRADIENT
#endif

#include "paribus/math/kernel_product-inl.hpp"

HWY_BEFORE_NAMESPACE();
namespace paribus::kernel {
namespace HWY_NAMESPACE {

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

/// g = scale * v for the first `count` lanes, in T.
template <class T>
HWY_INLINE void put(Vec<T> v, T scale, size_t count, T* HWY_RESTRICT g) {
  const Full<T> d;
  store<T>(hn::Mul(hn::Set(d, scale), v), g, count);
}

/// Rows k .. k+R-1 of g = x^T dy: in float64 (G = double, added to if `add`), or in T.
template <class T, class G>
struct Gradient {
  const T *x; size_t x_step;
  const T *dy; size_t dy_step, n;
  double scale; bool add;
  G* g; size_t columns, from;   ///< the tile's first column
  template <int R, int V>
  HWY_INLINE void tile(size_t k) const {
    Vec<T> acc[R][V];
#pragma GCC unroll 16
    for (int r = 0; r < R; ++r)
      for (int v = 0; v < V; ++v) acc[r][v] = hn::Zero(Full<T>());
    chain<R, V, true>(x + k, x_step, dy, dy_step, n, acc);
    if (from + V * own<T> > columns) return write_part<R, V>(acc, k);
    if constexpr (sizeof(G) == sizeof(double))
      if (add) return write<true, R, V>(acc, k);
    write<false, R, V>(acc, k);
  }

 private:
  template <bool Add, int R, int V>
  HWY_INLINE void write(const Vec<T> (&acc)[R][V], size_t k) const {
    const double by = scale;   // copies, as in Forward
    const size_t step = columns;
    G* to = g + k * step + from;
#pragma GCC unroll 16
    for (int r = 0; r < R; ++r, to += step)
#pragma GCC unroll 2
      for (int v = 0; v < V; ++v) {
        if constexpr (sizeof(G) == sizeof(double)) accumulate<T>(acc[r][v], by, Add, own<T>, to + v * own<T>);
        else put<T>(acc[r][v], static_cast<T>(by), own<T>, to + v * own<T>);
      }
  }
  /// The last columns, which fill no vector.
  template <int R, int V>
  HWY_INLINE void write_part(const Vec<T> (&acc)[R][V], size_t k) const {
    HWY_ALIGN T rows[R * V * own<T>];
#pragma GCC unroll 16
    for (int r = 0; r < R; ++r)
      for (int v = 0; v < V; ++v) hn::Store(acc[r][v], Full<T>(), rows + (r * V + v) * own<T>);
    for (size_t r = 0; r < R; ++r)
      for (size_t v = 0; v < V; ++v) {
        const size_t j = from + v * own<T>, count = std::min(own<T>, left(columns, j));
        const Vec<T> one = hn::Load(Full<T>(), rows + (r * V + v) * own<T>);
        G* const to = g + (k + r) * columns + j;
        if constexpr (sizeof(G) == sizeof(double)) accumulate<T>(one, scale, add, count, to);
        else put<T>(one, static_cast<T>(scale), count, to);
      }
  }
};

/// V vectors of columns of dy^T x, rows j .. j+R-1, to `out`.
template <class T>
struct Turning {
  const T *dy; size_t dy_step;
  const T *x; size_t x_step, n;
  T* out;
  template <int R, int V>
  HWY_INLINE void tile(size_t j) const {
    Vec<T> acc[R][V];
#pragma GCC unroll 16
    for (int r = 0; r < R; ++r)
      for (int v = 0; v < V; ++v) acc[r][v] = hn::Zero(Full<T>());
    chain<R, V, true>(dy + j, dy_step, x, x_step, n, acc);
#pragma GCC unroll 16
    for (int r = 0; r < R; ++r)
      for (int v = 0; v < V; ++v) hn::Store(acc[r][v], Full<T>(), out + (j + r) * 2 * own<T> + v * own<T>);
  }
};

/// The same numbers where dy is narrow and would leave lanes empty: x fills the vectors, and g is turned at the end.
template <class T, class G>
void narrow_weight_gradient(Rows<const T> x, Rows<const T> dy, double scale, bool add, G* g) {
  constexpr size_t wide = 2 * own<T>;
  HWY_ALIGN T across[panel<T> * wide], rows[wide * panel<T>];
  for (size_t c = 0; c < x.columns; c += wide) {
    const Turning<T> work{dy.data, dy.stride, x.data + c, x.stride, x.rows, across};
    if (c + own<T> < x.columns) tiles<2>(work, dy.columns);
    else tiles<1>(work, dy.columns);
    const size_t count = std::min(wide, x.columns - c);
    for (size_t j = 0; j < dy.columns; j += square<T>)
      for (size_t k = 0; k < count; k += square<T>) turn(across + j * wide + k, wide, rows + k * panel<T> + j, panel<T>);
    for (size_t k = 0; k < count; ++k)
      for (size_t j = 0; j < dy.columns; j += own<T>) {
        const Vec<T> v = hn::Load(Full<T>(), rows + k * panel<T> + j);
        const size_t some = std::min(own<T>, dy.columns - j);
        G* const to = g + (c + k) * dy.columns + j;
        if constexpr (sizeof(G) == sizeof(double)) accumulate<T>(v, scale, add, some, to);
        else put<T>(v, static_cast<T>(scale), some, to);
      }
  }
}

template <class T, class G>
void weight_gradient(Rows<const T> x, Rows<const T> dy, double scale, bool add, G* g) {
  const size_t empty = padded<T>(dy.columns) - dy.columns;
  if (dy.columns <= panel<T> && 3 * empty > dy.columns) return narrow_weight_gradient<T, G>(x, dy, scale, add, g);
  by_columns<T>(dy.columns, x.columns, [&](size_t c) {
    return Gradient<T, G>{x.data, x.stride, dy.data + c, dy.stride, x.rows, scale, add, g, dy.columns, c};
  });
}

template <class T, class G>
void bias_gradient(Rows<const T> dy, double scale, bool add, G* g) {
  const Full<T> d;
  for (size_t j = 0; j < dy.columns; j += own<T>) {
    Vec<T> even = hn::Zero(d), odd = hn::Zero(d);
    size_t i = 0;
    for (; i + 1 < dy.rows; i += 2) {
      even = hn::Add(even, hn::Load(d, dy[i] + j));
      odd = hn::Add(odd, hn::Load(d, dy[i + 1] + j));
    }
    if (i < dy.rows) even = hn::Add(even, hn::Load(d, dy[i] + j));
    const size_t count = std::min(own<T>, dy.columns - j);
    if constexpr (sizeof(G) == sizeof(double)) accumulate<T>(hn::Add(even, odd), scale, add, count, g + j);
    else put<T>(hn::Add(even, odd), static_cast<T>(scale), count, g + j);
  }
}

}  // namespace HWY_NAMESPACE
}  // namespace paribus::kernel
HWY_AFTER_NAMESPACE();
#endif
