// Functions of rows for one instruction set: activations, softmax, exp, log, tanh. Guard as in kernel_product-inl.hpp.
#if defined(PARIBUS_KERNEL_ROWS) == defined(HWY_TARGET_TOGGLE)
#ifdef PARIBUS_KERNEL_ROWS
#undef PARIBUS_KERNEL_ROWS
#else
#define PARIBUS_KERNEL_ROWS
#endif

#include "hwy/contrib/math/math-inl.h"
#include "paribus/math/kernel_product-inl.hpp"

HWY_BEFORE_NAMESPACE();
namespace paribus::kernel {
namespace HWY_NAMESPACE {

// Highway's functions turn some NaN into numbers; ours keep them, so that a diverged run is seen.
template <class T>
HWY_INLINE Vec<T> exp_of(Vec<T> x) {
  const Full<T> d;
  // Its range ends where e^x overflows.
  const Vec<T> top = hn::Set(d, sizeof(T) == 4 ? T(88.72284) : T(709.782712893384));
  const Vec<T> y = hn::Exp(d, hn::Min(x, top));
  return hn::IfThenElse(hn::IsNaN(x), x, hn::IfThenElse(hn::Gt(x, top), hn::Inf(d), y));
}
template <class T>
HWY_INLINE Vec<T> log_of(Vec<T> x) {
  const Full<T> d;
  const Vec<T> zero = hn::Zero(d), inf = hn::Inf(d);
  const Vec<T> y = hn::IfThenElse(hn::Eq(x, zero), hn::Neg(inf), hn::Log(d, x));
  return hn::IfThenElse(hn::Lt(x, zero), hn::NaN(d), hn::IfThenElse(hn::Lt(x, inf), y, x));
}
template <class T>
HWY_INLINE Vec<T> tanh_of(Vec<T> x) {
  return hn::IfThenElse(hn::IsNaN(x), x, hn::Tanh(Full<T>(), x));
}

// ---- activations (rows begin on 64 bytes; pads are written too) -----------------------------------------

template <class T>
void activate(Activation f, Rows<T> y) {
  const Full<T> d;
  if (f == Activation::identity) return;
  for (size_t i = 0; i < y.rows; ++i)
    for (size_t j = 0; j < y.columns; j += own<T>) {
      const Vec<T> a = hn::Load(d, y[i] + j);
      // Max returns its second operand if one is a NaN.
      hn::Store(f == Activation::tanh ? tanh_of<T>(a) : hn::Max(hn::Zero(d), a), d, y[i] + j);
    }
}

/// f' as a function of y = f(a).
template <class T>
HWY_INLINE Vec<T> slope(Activation f, Vec<T> y) {
  const Full<T> d;
  const Vec<T> one = hn::Set(d, T(1));
  return f == Activation::tanh ? hn::NegMulAdd(y, y, one) : hn::IfThenElseZero(hn::Gt(y, hn::Zero(d)), one);
}

template <class T>
void push_forward(Activation f, Rows<const T> y, Rows<T> ry) {
  const Full<T> d;
  if (f == Activation::identity) return;
  for (size_t i = 0; i < y.rows; ++i)
    for (size_t j = 0; j < y.columns; j += own<T>)
      hn::Store(hn::Mul(hn::Load(d, ry[i] + j), slope<T>(f, hn::Load(d, y[i] + j))), d, ry[i] + j);
}

template <class T>
void pull_back_tangent(Activation f, Rows<const T> y, Rows<const T> ry, Rows<T> dy, Rows<T> rdy) {
  const Full<T> d;
  if (f == Activation::identity) return;
  for (size_t i = 0; i < y.rows; ++i)
    for (size_t j = 0; j < y.columns; j += own<T>) {
      const Vec<T> h = hn::Load(d, y[i] + j), e = hn::Load(d, dy[i] + j), s = slope<T>(f, h);
      Vec<T> r = hn::Mul(hn::Load(d, rdy[i] + j), s);
      if (f == Activation::tanh)  // f'' ra = -2 h f' ra = -2 h rh
        r = hn::NegMulAdd(hn::Mul(hn::Add(h, h), hn::Load(d, ry[i] + j)), e, r);
      hn::Store(r, d, rdy[i] + j);
      hn::Store(hn::Mul(e, s), d, dy[i] + j);
    }
}

// ---- across the lanes -----------------------------------------------------------------------------------

/// The virtual vector at p, `count` numbers of it (the rest `pad`), in one or two of the machine's own.
template <class T>
struct Wide {
  static constexpr size_t parts = lanes<T> / own<T>;
  Vec<T> v[parts];
};
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
template <class T, class Op>
HWY_INLINE T fold(Wide<T> w, Op op) {
  const Full<T> d;
  if constexpr (Wide<T>::parts == 2) return fold(d, op(d, w.v[0], w.v[1]), op);
  else return fold(d, w.v[0], op);
}
struct Plus { template <class D, class V> HWY_INLINE V operator()(D, V a, V b) const { return hn::Add(a, b); } };
struct Larger { template <class D, class V> HWY_INLINE V operator()(D, V a, V b) const { return hn::Max(a, b); } };

template <class T>
HWY_INLINE Wide<T> filled(T value) {
  Wide<T> w;
  for (auto& v : w.v) v = hn::Set(Full<T>(), value);
  return w;
}

template <class T>
HWY_INLINE T largest(const T* z, size_t columns) {
  Wide<T> m = filled<T>(-std::numeric_limits<T>::infinity());
  const Vec<T> pad = m.v[0];
  for (size_t j = 0; j < columns; j += lanes<T>)
    for (size_t p = 0; p < Wide<T>::parts; ++p)
      m.v[p] = hn::Max(m.v[p], load<T>(z + j + p * own<T>, left(columns, j + p * own<T>), pad));
  return fold(m, Larger());
}

/// e = exp(z - max z); returns its sum.
template <class T>
HWY_INLINE T exponentials(const T* z, size_t columns, T top, T* e) {
  const Vec<T> m = hn::Set(Full<T>(), top), pad = hn::Set(Full<T>(), -std::numeric_limits<T>::infinity());
  Wide<T> s = filled<T>(0);
  for (size_t j = 0; j < columns; j += lanes<T>)
    for (size_t p = 0; p < Wide<T>::parts; ++p) {
      const size_t at = j + p * own<T>, count = left(columns, at);
      if (count == 0) continue;
      const Vec<T> v = exp_of<T>(hn::Sub(load<T>(z + at, count, pad), m));
      s.v[p] = hn::Add(s.v[p], v);
      store<T>(v, e + at, count);
    }
  return fold(s, Plus());
}

/// sum_j a_j (b_j - shift)
template <class T>
HWY_INLINE T dot_shifted(const T* a, const T* b, size_t columns, T shift) {
  const Vec<T> zero = hn::Zero(Full<T>()), m = hn::Set(Full<T>(), shift);
  Wide<T> s = filled<T>(0);
  for (size_t j = 0; j < columns; j += lanes<T>)
    for (size_t p = 0; p < Wide<T>::parts; ++p) {
      const size_t at = j + p * own<T>, count = left(columns, at);
      if (count == 0) continue;
      s.v[p] = hn::MulAdd(load<T>(a + at, count, zero), hn::Sub(load<T>(b + at, count, m), m), s.v[p]);
    }
  return fold(s, Plus());
}

template <class T>
double softmax_cross_entropy(Rows<const T> z, Rows<const T> y, Rows<T> dz) {
  const Full<T> d;
  double total = 0;
  HWY_ALIGN T sums[lanes<T>], dots[lanes<T>];
  for (size_t from = 0; from < z.rows; from += lanes<T>) {
    const size_t n = std::min(lanes<T>, z.rows - from);
    std::fill(sums, sums + lanes<T>, T(1));
    for (size_t r = 0; r < n; ++r) {
      const size_t i = from + r;
      const T top = largest(z[i], z.columns);
      sums[r] = exponentials(z[i], z.columns, top, dz[i]);
      dots[r] = dot_shifted(y[i], z[i], z.columns, top);
      const Vec<T> inverse = hn::Set(d, T(1) / sums[r]);
      for (size_t j = 0; j < z.columns; j += own<T>) {
        const size_t count = left(z.columns, j);
        store<T>(hn::MulSub(load<T>(dz[i] + j, count, hn::Zero(d)), inverse, load<T>(y[i] + j, count, hn::Zero(d))),
                 dz[i] + j, count);
      }
    }
    for (size_t r = 0; r < lanes<T>; r += own<T>) hn::Store(log_of<T>(hn::Load(d, sums + r)), d, sums + r);
    for (size_t r = 0; r < n; ++r) total += static_cast<double>(sums[r]) - static_cast<double>(dots[r]);
  }
  return total;
}

template <class T>
HWY_INLINE void softmax_row(const T* z, size_t columns, T* p) {
  const Full<T> d;
  const Vec<T> inverse = hn::Set(d, T(1) / exponentials(z, columns, largest(z, columns), p));
  for (size_t j = 0; j < columns; j += own<T>) {
    const size_t count = left(columns, j);
    store<T>(hn::Mul(load<T>(p + j, count, hn::Zero(d)), inverse), p + j, count);
  }
}

template <class T>
void softmax(Rows<T> z) {
  for (size_t i = 0; i < z.rows; ++i) softmax_row<T>(z[i], z.columns, z[i]);
}

template <class T>
void softmax_curvature(Rows<const T> z, Rows<const T> rz, Rows<T> rdz) {
  const Full<T> d;
  for (size_t i = 0; i < z.rows; ++i) {
    softmax_row<T>(z[i], z.columns, rdz[i]);
    const Vec<T> mean = hn::Set(d, dot_shifted<T>(rdz[i], rz[i], z.columns, T(0)));
    for (size_t j = 0; j < z.columns; j += own<T>) {
      const size_t count = left(z.columns, j);
      const Vec<T> p = load<T>(rdz[i] + j, count, hn::Zero(d)), r = load<T>(rz[i] + j, count, hn::Zero(d));
      store<T>(hn::Mul(p, hn::Sub(r, mean)), rdz[i] + j, count);
    }
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
