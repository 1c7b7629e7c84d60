// Products for one instruction set, and what is done to an element while it is still in a register. Guard as in
// kernel_vector-inl.hpp.
#if defined(PARIBUS_KERNEL_PRODUCT) == defined(HWY_TARGET_TOGGLE)
#ifdef PARIBUS_KERNEL_PRODUCT
#undef PARIBUS_KERNEL_PRODUCT
#else
#define PARIBUS_KERNEL_PRODUCT
#endif

#include "paribus/math/kernel_elementary-inl.hpp"
#include "paribus/math/kernel_pack-inl.hpp"

HWY_BEFORE_NAMESPACE();
namespace paribus::kernel {
namespace HWY_NAMESPACE {

/// f' as a function of y = f(a).
template <class T>
HWY_INLINE Vec<T> slope(Activation f, Vec<T> y) {
  const Full<T> d;
  const Vec<T> one = hn::Set(d, T(1));
  return f == Activation::tanh ? hn::NegMulAdd(y, y, one) : hn::IfThenElseZero(hn::Gt(y, hn::Zero(d)), one);
}

template <class T>
void tanh_rows(Rows<T> y) {
  const Full<T> d;
  for (size_t i = 0; i < y.rows; ++i)
    for (size_t j = 0; j < y.columns; j += own<T>) hn::Store(tanh_of<T>(hn::Load(d, y[i] + j)), d, y[i] + j);
}

/// acc_rv += sum_k a_rk b_kv in the order of k. a_rk stands at a[r * step + k], or at a[k * step + r] if
/// `Across`: so x is read as it lies, both for x w and for x^T dy. R x V vectors stay in registers. `Ahead`: the rows of
/// the next tile are asked for meanwhile, line by line.
template <int R, int V, bool Across, bool Ahead = false, class T>
HWY_INLINE void chain(const T* HWY_RESTRICT a, size_t step, const T* HWY_RESTRICT b, size_t b_step, size_t n,
                      Vec<T> (&acc)[R][V]) {
  const Full<T> d;
  for (size_t k = 0; k < n; ++k) {
    if (Ahead && k % (64 / sizeof(T)) == 0)
      for (int r = 0; r < R; ++r) __builtin_prefetch(a + (R + r) * step + k);
    Vec<T> row[V];
    for (int v = 0; v < V; ++v) row[v] = hn::Load(d, b + k * b_step + v * own<T>);
    for (int r = 0; r < R; ++r) {
      const Vec<T> one = hn::Set(d, Across ? a[k * step + r] : a[r * step + k]);
      for (int v = 0; v < V; ++v) acc[r][v] = hn::MulAdd(one, row[v], acc[r][v]);
    }
  }
}

/// What becomes of a finished element of a product: nothing, or f' at the h beside it (y = h's own place).
struct Keep {
  template <class T>
  HWY_INLINE Vec<T> operator()(Vec<T> a, const T*) const { return a; }
};
struct Relu {  // Max returns its second operand if one is a NaN
  template <class T>
  HWY_INLINE Vec<T> operator()(Vec<T> a, const T*) const { return hn::Max(hn::Zero(Full<T>()), a); }
};
template <Activation f>
struct Slope {
  template <class T>
  HWY_INLINE Vec<T> operator()(Vec<T> a, const T* h) const { return hn::Mul(a, slope<T>(f, hn::Load(Full<T>(), h))); }
};

/// Rows i .. i+R-1 of y = finish(start + x w), V vectors wide. `h` is what finish may look at, in the stride of y.
template <class T, class Finish, bool Ahead = false>
struct Forward {
  const T *x; size_t x_step;
  const T *w; size_t w_step, n;
  const T *start; size_t start_step;
  const T* h; size_t h_step;
  T* y; size_t y_step;
  template <int R, int V>
  HWY_INLINE void tile(size_t i) const {
    const Full<T> d;
    Vec<T> acc[R][V];
    const T* from = start + i * start_step;
#pragma GCC unroll 16
    for (int r = 0; r < R; ++r, from += start_step)
      for (int v = 0; v < V; ++v) acc[r][v] = hn::Load(d, from + v * own<T>);
    chain<R, V, false, Ahead>(x + i * x_step, x_step, w, w_step, n, acc);
    // Copies: after a store, the compiler would read the members again.
    const size_t step = y_step, beside_step = h_step;
    T* to = y + i * step;
    const T* beside = h + i * beside_step;
#pragma GCC unroll 16
    for (int r = 0; r < R; ++r, to += step, beside += beside_step)
      for (int v = 0; v < V; ++v) hn::Store(Finish().template operator()<T>(acc[r][v], beside + v * own<T>), d, to + v * own<T>);
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

/// The chains over the inner indices k .. k+n-1 of one panel's columns j ..
template <class Finish, class T>
void stretch(Rows<const T> x, Panels<const T> w, size_t j, size_t k, size_t n, Start<T> start, Rows<const T> h, Rows<T> y) {
  const size_t width = std::min(panel<T>, padded<T>(w.columns) - j);
  by_columns<T>(std::min(width, w.columns - j), x.rows, [&](size_t c) {
    return Forward<T, Finish>{x.data + k, x.stride, w.data + j * w.rows + k * width + c, width, n, start.data + j + c, start.stride,
                              h.data + j + c, h.stride, y.data + j + c, y.stride};
  });
}

/// A stretch of a panel stays in the first cache while all rows of x pass by; the chains go on where they stopped.
template <class Finish, class T>
void products(Rows<const T> x, Panels<const T> w, Start<T> start, Rows<const T> h, Rows<T> y) {
  constexpr size_t longest = 256;
  for (size_t j = 0; j < w.columns; j += panel<T>) {
    size_t k = 0;
    Start<T> from = start;
    for (; w.rows - k > longest; k += longest, from = {y.data, y.stride}) stretch<Keep>(x, w, j, k, longest, from, h, y);
    stretch<Finish>(x, w, j, k, w.rows - k, from, h, y);
  }
}

/// The products with a w so narrow that to read x takes as long as to compute: rows are read whole, one time, and in
/// time; all of w stays in the second cache.
template <class T>
void narrow_products(Rows<const T> x, Panels<const T> w, Start<T> start, Rows<T> y) {
  by_columns<T>(w.columns, x.rows, [&](size_t c) {
    return Forward<T, Keep, true>{x.data, x.stride, w.data + c, padded<T>(w.columns), w.rows, start.data + c, start.stride,
                                  y.data + c, y.stride, y.data + c, y.stride};
  });
}

template <class T>
void product(Rows<const T> x, Panels<const T> w, Start<T> start, Activation f, Rows<T> y) {
  constexpr size_t narrow = 16;
  if (f == Activation::identity && w.columns <= narrow) return narrow_products(x, w, start, y);
  if (f == Activation::relu) return products<Relu>(x, w, start, Rows<const T>(y), y);
  products<Keep>(x, w, start, Rows<const T>(y), y);
  if (f == Activation::tanh) tanh_rows(y);
}

template <class T>
void pull_back(Rows<const T> dy, Panels<const T> wt, Start<T> start, Activation f, Rows<const T> h, Rows<T> dh) {
  if (f == Activation::relu) return products<Slope<Activation::relu>>(dy, wt, start, h, dh);
  if (f == Activation::tanh) return products<Slope<Activation::tanh>>(dy, wt, start, h, dh);
  products<Keep>(dy, wt, start, h, dh);
}

}  // namespace HWY_NAMESPACE
}  // namespace paribus::kernel
HWY_AFTER_NAMESPACE();
#endif
