// Functions of rows for one instruction set: tangents of activations, softmax, exp, log, tanh. Guard as in
// kernel_vector-inl.hpp.
#if defined(PARIBUS_KERNEL_ROWS) == defined(HWY_TARGET_TOGGLE)
#ifdef PARIBUS_KERNEL_ROWS
#undef PARIBUS_KERNEL_ROWS
#else
#define PARIBUS_KERNEL_ROWS
#endif

#include "paribus/math/kernel_product-inl.hpp"

HWY_BEFORE_NAMESPACE();
namespace paribus::kernel {
namespace HWY_NAMESPACE {

template <class T>
void push_forward(Activation f, Rows<const T> h, Rows<const T> ra, Rows<T> rh) {
  const Full<T> d;
  for (size_t i = 0; i < h.rows; ++i)
    for (size_t j = 0; j < h.columns; j += own<T>) {
      const Vec<T> a = hn::Load(d, ra[i] + j);
      hn::Store(f == Activation::identity ? a : hn::Mul(a, slope<T>(f, hn::Load(d, h[i] + j))), d, rh[i] + j);
    }
}

template <class T>
void bend(Activation f, Rows<const T> h, Rows<const T> ra, Rows<const T> da, Rows<T> rda) {
  const Full<T> d;
  if (f != Activation::tanh) return;  // the others have no second derivative
  for (size_t i = 0; i < h.rows; ++i)
    for (size_t j = 0; j < h.columns; j += own<T>) {
      const Vec<T> y = hn::Load(d, h[i] + j), product = hn::Mul(hn::Load(d, ra[i] + j), hn::Load(d, da[i] + j));
      hn::Store(hn::NegMulAdd(hn::Add(y, y), product, hn::Load(d, rda[i] + j)), d, rda[i] + j);
    }
}

// ---- softmax (rows are padded to whole virtual vectors; pads of z must be finite, pads of results are 0) --------

/// What is added to the last virtual vector of a row, so that its pads count for nothing: 0, and -inf in the pads.
template <class T>
HWY_INLINE Wide<T> without_pads(size_t columns) {
  const Full<T> d;
  const size_t last = (columns + lanes<T> - 1) / lanes<T> * lanes<T> - lanes<T>;
  Wide<T> w;
  for (size_t p = 0; p < Wide<T>::parts; ++p)
    w.v[p] = hn::IfThenElse(hn::FirstN(d, left(columns, last + p * own<T>)), hn::Zero(d), hn::Neg(hn::Inf(d)));
  return w;
}
template <class T>
HWY_INLINE Vec<T> load(const T* z, size_t columns, size_t j, size_t p, const Wide<T>& pads) {
  const Vec<T> v = hn::Load(Full<T>(), z + j + p * own<T>);
  return j + lanes<T> >= columns ? hn::Add(v, pads.v[p]) : v;
}

template <class T>
HWY_INLINE T largest(const T* z, size_t columns, const Wide<T>& pads) {
  Wide<T> m;
  for (size_t p = 0; p < Wide<T>::parts; ++p) m.v[p] = load(z, columns, 0, p, pads);
  for (size_t j = lanes<T>; j < columns; j += lanes<T>)
    for (size_t p = 0; p < Wide<T>::parts; ++p) m.v[p] = hn::Max(m.v[p], load(z, columns, j, p, pads));
  return fold(m, Larger());
}

/// e = exp(z - top); returns its sum.
template <class T>
HWY_INLINE T exponentials(const T* z, size_t columns, T top, const Wide<T>& pads, T* e) {
  const Full<T> d;
  const Vec<T> m = hn::Set(d, top);
  Wide<T> s = filled<T>(0);
  for (size_t j = 0; j < columns; j += lanes<T>)
    for (size_t p = 0; p < Wide<T>::parts; ++p) {
      const Vec<T> v = exp_of<T>(hn::Sub(load(z, columns, j, p, pads), m));
      s.v[p] = hn::Add(s.v[p], v);
      hn::Store(v, d, e + j + p * own<T>);
    }
  return fold(s, Plus());
}

/// sums_j += a_j (b_j - shift)
template <class T>
HWY_INLINE void add_shifted(const T* a, const T* b, size_t columns, T shift, Wide<T>& sums) {
  const Full<T> d;
  const Vec<T> m = hn::Set(d, shift);
  for (size_t j = 0; j < columns; j += lanes<T>)
    for (size_t p = 0; p < Wide<T>::parts; ++p) {
      const size_t at = j + p * own<T>;
      sums.v[p] = hn::MulAdd(hn::Load(d, a + at), hn::Sub(hn::Load(d, b + at), m), sums.v[p]);
    }
}

template <class T>
double softmax_cross_entropy(Rows<const T> z, Rows<const T> y, Rows<T> dz) {
  const Full<T> d;
  const Wide<T> pads = without_pads<T>(z.columns);
  double total = 0;
  HWY_ALIGN T sums[lanes<T>], inverses[lanes<T>];
  // As many rows at a time as there are lanes: their logarithms and quotients are then taken together.
  for (size_t from = 0; from < z.rows; from += lanes<T>) {
    const size_t n = std::min(lanes<T>, z.rows - from);
    std::fill(sums, sums + lanes<T>, T(1));
    Wide<T> truth = filled<T>(0);  // sum of y_j (z_j - max z)
    for (size_t r = 0; r < n; ++r) {
      const size_t i = from + r;
      const T top = largest(z[i], z.columns, pads);
      sums[r] = exponentials(z[i], z.columns, top, pads, dz[i]);
      add_shifted(y[i], z[i], z.columns, top, truth);
    }
    for (size_t r = 0; r < lanes<T>; r += own<T>) {
      const Vec<T> s = hn::Load(d, sums + r);
      hn::Store(hn::Div(hn::Set(d, T(1)), s), d, inverses + r);
      hn::Store(log_of<T>(s), d, sums + r);
    }
    for (size_t r = 0; r < n; ++r) {
      const size_t i = from + r;
      const Vec<T> inverse = hn::Set(d, inverses[r]);
      total += static_cast<double>(sums[r]);
      for (size_t j = 0; j < padded<T>(z.columns); j += own<T>)
        hn::Store(hn::MulSub(hn::Load(d, dz[i] + j), inverse, hn::Load(d, y[i] + j)), d, dz[i] + j);
    }
    total -= static_cast<double>(fold(truth, Plus()));
  }
  return total;
}

template <class T>
HWY_INLINE void softmax_row(const T* z, size_t columns, const Wide<T>& pads, T* p) {
  const Full<T> d;
  const Vec<T> inverse = hn::Set(d, T(1) / exponentials(z, columns, largest(z, columns, pads), pads, p));
  for (size_t j = 0; j < padded<T>(columns); j += own<T>) hn::Store(hn::Mul(hn::Load(d, p + j), inverse), d, p + j);
}

template <class T>
void softmax(Rows<T> z) {
  const Wide<T> pads = without_pads<T>(z.columns);
  for (size_t i = 0; i < z.rows; ++i) softmax_row<T>(z[i], z.columns, pads, z[i]);
}

template <class T>
void softmax_curvature(Rows<const T> z, Rows<const T> rz, Rows<T> rdz) {
  const Full<T> d;
  const Wide<T> pads = without_pads<T>(z.columns);
  for (size_t i = 0; i < z.rows; ++i) {
    softmax_row<T>(z[i], z.columns, pads, rdz[i]);
    Wide<T> sums = filled<T>(0);
    add_shifted<T>(rdz[i], rz[i], z.columns, T(0), sums);
    const Vec<T> mean = hn::Set(d, fold(sums, Plus()));
    for (size_t j = 0; j < padded<T>(z.columns); j += own<T>)
      hn::Store(hn::Mul(hn::Load(d, rdz[i] + j), hn::Sub(hn::Load(d, rz[i] + j), mean)), d, rdz[i] + j);
  }
}

template <class T, class F>
HWY_INLINE void each(std::span<T> x, F f) {
  const Vec<T> one = hn::Set(Full<T>(), T(1));
  for (size_t j = 0; j < x.size(); j += own<T>)
    store<T>(f(load<T>(x.data() + j, x.size() - j, one)), x.data() + j, x.size() - j);
}
template <class T> void exp(std::span<T> x) { each(x, [](Vec<T> v) HWY_ATTR { return exp_of<T>(v); }); }
template <class T> void log(std::span<T> x) { each(x, [](Vec<T> v) HWY_ATTR { return log_of<T>(v); }); }
template <class T> void tanh(std::span<T> x) { each(x, [](Vec<T> v) HWY_ATTR { return tanh_of<T>(v); }); }

}  // namespace HWY_NAMESPACE
}  // namespace paribus::kernel
HWY_AFTER_NAMESPACE();
#endif
