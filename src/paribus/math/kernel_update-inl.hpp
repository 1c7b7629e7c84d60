// One step of an optimizer as one pass over its numbers, for one instruction set. Guard as in kernel_vector-inl.hpp.
#if defined(PARIBUS_KERNEL_UPDATE) == defined(HWY_TARGET_TOGGLE)
#ifdef PARIBUS_KERNEL_UPDATE
#undef PARIBUS_KERNEL_UPDATE
#else
#define PARIBUS_KERNEL_UPDATE
#endif

#include <cassert>

#include "paribus/math/kernel_vector-inl.hpp"

HWY_BEFORE_NAMESPACE();
namespace paribus::kernel {
namespace HWY_NAMESPACE {

/// A vector of T as float64.
template <class T>
struct Doubles {
  static constexpr size_t parts = own<T> / own<double>;
  Vec<double> v[parts];
};
template <class T>
HWY_INLINE Doubles<T> widen(Vec<T> x) {
  if constexpr (Doubles<T>::parts == 1) {
    return {{x}};
  } else {
    const Full<double> d;
    const hn::Half<Full<T>> half;
    return {{hn::PromoteTo(d, hn::LowerHalf(half, x)), hn::PromoteTo(d, hn::UpperHalf(half, x))}};
  }
}

/// 32 numbers: theta <- theta + rate * update(f, memory...), and the squares of f added to 32 lanes. The new theta goes
/// to `copy` as well, unless that is null.
inline constexpr size_t block = 32;
using Squares = Vec<double>[block / own<double>];
template <class T, class Update, class... Memory>
HWY_INLINE void advance(const T* HWY_RESTRICT f, double rate, double* HWY_RESTRICT theta, float* HWY_RESTRICT copy,
                        Squares& squares, Update update, Memory* HWY_RESTRICT... memory) {
  const Full<double> d;
  const Full<T> t;
  const hn::Rebind<float, Full<double>> narrow;
  constexpr size_t parts = Doubles<T>::parts;
  for (size_t c = 0; c < block / own<T>; ++c) {
    const size_t at = c * own<T>;
    const Vec<T> g = hn::LoadU(t, f + at);
    const Doubles<T> wide = widen<T>(g);
    for (size_t p = 0; p < parts; ++p)
      squares[c * parts + p] = hn::Add(squares[c * parts + p], hn::Mul(wide.v[p], wide.v[p]));
    const auto one = [&](auto... m) HWY_ATTR {  // copies of the memory's vectors, which update changes
      const Vec<T> direction = update(g, m...);
      (hn::StoreU(m, t, memory + at), ...);
      return direction;
    };
    const Doubles<T> step = widen<T>(one(hn::LoadU(t, memory + at)...));
    Vec<double> moved[parts];
    for (size_t p = 0; p < parts; ++p) {
      double* const to = theta + at + p * own<double>;
      moved[p] = hn::MulAdd(hn::Set(d, rate), step.v[p], hn::LoadU(d, to));
      hn::StoreU(moved[p], d, to);
    }
    if constexpr (parts == 1) {
      assert(!copy);
    } else if (copy) {
      hn::Store(hn::Combine(t, hn::DemoteTo(narrow, moved[1]), hn::DemoteTo(narrow, moved[0])), t, copy + at);
    }
  }
}

/// The whole pass; returns f.f, summed as math/vector.hpp does.
template <class T, class Update, class... Memory>
HWY_INLINE double pass(std::span<T> f, double rate, Span theta, const Mirror* mirror, Update update, Memory*... memory) {
  constexpr size_t vectors = block / own<double>;
  const Full<double> d;
  Squares squares;
  for (auto& s : squares) s = hn::Zero(d);
  size_t i = 0;
  if (mirror)
    for (const Mirror::Block& b : mirror->blocks) {
      for (; i < b.offset; i += block) advance<T>(f.data() + i, rate, theta.data() + i, nullptr, squares, update, memory + i...);
      for (size_t k = 0; k < b.rows; ++k)
        for (size_t j = 0; j < b.columns; j += block, i += block)
          advance<T>(f.data() + i, rate, theta.data() + i, b.panels + j * b.rows + k * block, squares, update, memory + i...);
    }
  for (; i + block <= f.size(); i += block) advance<T>(f.data() + i, rate, theta.data() + i, nullptr, squares, update, memory + i...);
  if (const size_t rest = f.size() - i; rest > 0) {  // in a block of its own, filled up with zeros
    T g[block] = {};
    double x[block] = {};
    std::copy_n(f.data() + i, rest, g);
    std::copy_n(theta.data() + i, rest, x);
    const auto padded_block = [&](auto... m) HWY_ATTR {  // arrays, by value
      (std::copy_n(memory + i, rest, m.data()), ...);
      advance<T>(g, rate, x, nullptr, squares, update, m.data()...);
      (std::copy_n(m.data(), rest, memory + i), ...);
    };
    padded_block(std::array<Memory, block>{}...);
    std::copy_n(x, rest, theta.data() + i);
  }
  for (size_t half = vectors / 2; half > 0; half /= 2)
    for (size_t k = 0; k < half; ++k) squares[k] = hn::Add(squares[k], squares[k + half]);
  return fold(d, squares[0], Plus());
}

template <class T>
double euler(double h, std::span<T> f, Span theta) {
  return pass<T>(f, h, theta, nullptr, [](Vec<T> g) HWY_ATTR { return g; });
}

template <class T>
double heavy_ball(double h, double beta, std::span<T> f, std::span<T> v, Span theta) {
  const Vec<T> b = hn::Set(Full<T>(), static_cast<T>(beta));
  return pass<T>(f, h, theta, nullptr, [b](Vec<T> g, Vec<T>& y) HWY_ATTR { return y = hn::MulAdd(b, y, g); }, v.data());
}

template <class T>
double nesterov(double h, double beta, std::span<T> f, std::span<T> v, Span theta) {
  const Vec<T> b = hn::Set(Full<T>(), static_cast<T>(beta));
  const auto update = [b](Vec<T> g, Vec<T>& y) HWY_ATTR {
    y = hn::MulAdd(b, y, g);
    return hn::MulAdd(b, y, g);
  };
  return pass<T>(f, h, theta, nullptr, update, v.data());
}

template <class T>
double adam(const AdamStep& s, std::span<T> f, std::span<T> m, std::span<T> v, Span theta, const Mirror* mirror) {
  const auto all = [](double x) HWY_ATTR { return hn::Set(Full<T>(), static_cast<T>(x)); };
  const Vec<T> b1 = all(s.beta1), a1 = all(1 - s.beta1), b2 = all(s.beta2), a2 = all(1 - s.beta2);
  const Vec<T> correction = all(s.correction), epsilon = all(s.epsilon);
  const auto update = [=](Vec<T> g, Vec<T>& y, Vec<T>& z) HWY_ATTR {
    y = hn::MulAdd(b1, y, hn::Mul(a1, g));
    z = hn::MulAdd(b2, z, hn::Mul(a2, hn::Mul(g, g)));
    return hn::Div(y, hn::Add(hn::Sqrt(hn::Mul(z, correction)), epsilon));
  };
  return pass<T>(f, s.rate, theta, mirror, update, m.data(), v.data());
}

}  // namespace HWY_NAMESPACE
}  // namespace paribus::kernel
HWY_AFTER_NAMESPACE();
#endif
