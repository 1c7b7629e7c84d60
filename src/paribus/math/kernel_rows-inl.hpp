// Functions of rows for one instruction set: tangents of activations, exp, log, tanh. Guard as in
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
