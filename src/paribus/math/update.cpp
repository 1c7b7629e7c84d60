// Compiled once per instruction set (Highway's foreach_target includes this very file again), then chosen by
// target() at the first call.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "paribus/math/update.cpp"
#include "hwy/foreach_target.h"  // before highway.h

#include <cmath>
#include <numeric>

#include "hwy/highway.h"
#include "paribus/math/kernel_vector-inl.hpp"
#include "paribus/math/update_table.hpp"

HWY_BEFORE_NAMESPACE();
namespace paribus::kernel::update {
namespace HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;
namespace vectors = paribus::kernel::HWY_NAMESPACE;
using std::size_t;
using vectors::Full;
using vectors::own;
using vectors::Vec;

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

inline constexpr size_t block = 32;
static_assert(block == panel<float>, "a mirror's blocks are made of panels");

/// The sum of squares, in 32 lanes of float64. Eight squares of float32 are summed in their own kind first, for widening
/// costs more than adding: to 1e-6 of the sum, and infinite where they are beyond float32.
template <class T>
struct Squares {
  Vec<T> near[block / own<T>];
  Vec<double> lanes[block / own<double>];
  size_t blocks = 0;
  HWY_INLINE Squares() {
    for (auto& s : near) s = hn::Zero(Full<T>());
    for (auto& s : lanes) s = hn::Zero(Full<double>());
  }
  HWY_INLINE void add(size_t c, Vec<T> x) {
    if constexpr (std::is_same_v<T, double>) lanes[c] = hn::Add(lanes[c], hn::Mul(x, x));
    else near[c] = hn::MulAdd(x, x, near[c]);
  }
  HWY_INLINE void end_block() {
    if (std::is_same_v<T, float> && ++blocks % 8 == 0) gather();
  }
  HWY_INLINE void gather() {
    constexpr size_t parts = Doubles<T>::parts;
    for (size_t c = 0; c < block / own<T>; ++c) {
      const Doubles<T> wide = widen<T>(near[c]);
      for (size_t p = 0; p < parts; ++p) lanes[c * parts + p] = hn::Add(lanes[c * parts + p], wide.v[p]);
      near[c] = hn::Zero(Full<T>());
    }
  }
  HWY_INLINE double sum() {
    if (std::is_same_v<T, float>) gather();
    constexpr size_t vectors = block / own<double>;
    for (size_t half = vectors / 2; half > 0; half /= 2)
      for (size_t k = 0; k < half; ++k) lanes[k] = hn::Add(lanes[k], lanes[k + half]);
    return vectors::fold(Full<double>(), lanes[0], vectors::Plus());
  }
};

/// 32 numbers: a direction is made of f and the memory and handed to `move`, and the squares of f are summed.
template <class T, class Update, class Move, class... Memory>
HWY_INLINE void advance(const T* HWY_RESTRICT f, Squares<T>& squares, Update update, Move move, Memory* HWY_RESTRICT... memory) {
  const Full<T> t;
  for (size_t c = 0; c < block / own<T>; ++c) {
    const size_t at = c * own<T>;
    const Vec<T> g = hn::LoadU(t, f + at);
    squares.add(c, g);
    const auto one = [&](auto... m) HWY_ATTR {  // copies of the memory's vectors, which update changes
      const Vec<T> direction = update(g, m...);
      (hn::StoreU(m, t, memory + at), ...);
      return direction;
    };
    move(at, one(hn::LoadU(t, memory + at)...));
  }
  squares.end_block();
}

/// theta <- theta + rate * direction, in float64.
template <class T>
struct Plain {
  Vec<double> rate;
  double* theta;
  HWY_INLINE void operator()(size_t at, Vec<T> direction) const {
    const Full<double> d;
    const Doubles<T> step = widen<T>(direction);
    for (size_t p = 0; p < Doubles<T>::parts; ++p) {
      double* const to = theta + at + p * own<double>;
      hn::StoreU(hn::MulAdd(rate, step.v[p], hn::LoadU(d, to)), d, to);
    }
  }
};

/// high + low <- high + (low + rate * direction): high rounded to nearest, low what that leaves (Knuth's sum of two,
/// exact whichever is larger).
struct Pair {
  Vec<float> rate;
  float* high;   // aligned
  float* low;
  HWY_INLINE void operator()(size_t at, Vec<float> direction) const {
    const Full<float> t;
    const Vec<float> a = hn::Load(t, high + at), b = hn::MulAdd(rate, direction, hn::LoadU(t, low + at));
    const Vec<float> sum = hn::Add(a, b), of_b = hn::Sub(sum, a), of_a = hn::Sub(sum, of_b);
    hn::Store(sum, t, high + at);
    hn::StoreU(hn::Add(hn::Sub(a, of_a), hn::Sub(b, of_b)), t, low + at);
  }
};

/// The whole pass; returns f.f, for T = double summed as math/vector.hpp does.
template <class T, class Update, class... Memory>
HWY_INLINE double pass(std::span<T> f, double rate, Span theta, const Pairs* pairs, Update update, Memory*... memory) {
  const Vec<double> wide_rate = hn::Set(Full<double>(), rate);
  Squares<T> squares;
  size_t i = 0;
  const auto plain = [&](size_t end) HWY_ATTR {
    for (; i < end; i += block) advance<T>(f.data() + i, squares, update, Plain<T>{wide_rate, theta.data() + i}, memory + i...);
  };
  if constexpr (std::is_same_v<T, float>)
    if (pairs) {
      const Vec<float> narrow_rate = hn::Set(Full<float>(), static_cast<float>(rate));
      for (const Mirror::Block& b : pairs->mirror.blocks) {
        plain(b.offset);
        for (size_t k = 0; k < b.rows; ++k)
          for (size_t j = 0; j < b.columns; j += block, i += block)
            advance<T>(f.data() + i, squares, update, Pair{narrow_rate, b.panels + j * b.rows + k * block, pairs->low.data() + i}, memory + i...);
      }
    }
  plain(i + (f.size() - i) / block * block);
  if (const size_t rest = f.size() - i; rest > 0) {  // in a block of its own, filled up with zeros
    T g[block] = {};
    double x[block] = {};
    std::copy_n(f.data() + i, rest, g);
    std::copy_n(theta.data() + i, rest, x);
    const auto padded_block = [&](auto... m) HWY_ATTR {  // arrays, by value
      (std::copy_n(memory + i, rest, m.data()), ...);
      advance<T>(g, squares, update, Plain<T>{wide_rate, x}, m.data()...);
      (std::copy_n(m.data(), rest, memory + i), ...);
    };
    padded_block(std::array<Memory, block>{}...);
    std::copy_n(x, rest, theta.data() + i);
  }
  const double sum = squares.sum();
  if (std::is_same_v<T, double> || std::isfinite(sum)) return sum;
  return std::accumulate(f.begin(), f.end(), 0.0, [](double s, T x) { return s + double{x} * double{x}; });
}

template <class T>
double euler(double h, std::span<T> f, Span theta, const Pairs* pairs) {
  return pass<T>(f, h, theta, pairs, [](Vec<T> g) HWY_ATTR { return g; });
}

template <class T>
double heavy_ball(double h, double beta, std::span<T> f, std::span<T> v, Span theta, const Pairs* pairs) {
  const Vec<T> b = hn::Set(Full<T>(), static_cast<T>(beta));
  return pass<T>(f, h, theta, pairs, [b](Vec<T> g, Vec<T>& y) HWY_ATTR { return y = hn::MulAdd(b, y, g); }, v.data());
}

template <class T>
double nesterov(double h, double beta, std::span<T> f, std::span<T> v, Span theta, const Pairs* pairs) {
  const Vec<T> b = hn::Set(Full<T>(), static_cast<T>(beta));
  const auto update = [b](Vec<T> g, Vec<T>& y) HWY_ATTR {
    y = hn::MulAdd(b, y, g);
    return hn::MulAdd(b, y, g);
  };
  return pass<T>(f, h, theta, pairs, update, v.data());
}

template <class T>
double adam(const AdamStep& s, std::span<T> f, std::span<T> m, std::span<T> v, Span theta, const Pairs* pairs) {
  const auto all = [](double x) HWY_ATTR { return hn::Set(Full<T>(), static_cast<T>(x)); };
  const Vec<T> b1 = all(s.beta1), a1 = all(1 - s.beta1), b2 = all(s.beta2), a2 = all(1 - s.beta2);
  const Vec<T> correction = all(s.correction), epsilon = all(s.epsilon);
  const auto update = [=](Vec<T> g, Vec<T>& y, Vec<T>& z) HWY_ATTR {
    y = hn::MulAdd(b1, y, hn::Mul(a1, g));
    z = hn::MulAdd(b2, z, hn::Mul(a2, hn::Mul(g, g)));
    return hn::Div(y, hn::Add(hn::Sqrt(hn::Mul(z, correction)), epsilon));
  };
  return pass<T>(f, s.rate, theta, pairs, update, m.data(), v.data());
}

/// visit(i, high): 32 numbers of theta and low begin at i, and stand in the panels at `high`.
template <class Visit>
HWY_INLINE void each(const Mirror& mirror, Visit visit) {
  for (const Mirror::Block& b : mirror.blocks)
    for (size_t k = 0, i = b.offset; k < b.rows; ++k)
      for (size_t j = 0; j < b.columns; j += block, i += block) visit(i, b.panels + j * b.rows + k * block);
}

void split(View theta, const Pairs& pairs) {
  const Full<double> d;
  const hn::Rebind<float, Full<double>> half;
  each(pairs.mirror, [&](size_t i, float* high) HWY_ATTR {
    for (size_t c = 0; c < block; c += own<double>) {
      const Vec<double> all = hn::LoadU(d, theta.data() + i + c);
      const auto rounded = hn::DemoteTo(half, all), before = hn::LoadU(half, pairs.low.data() + i + c);
      const Vec<double> rest = hn::Sub(all, hn::PromoteTo(d, rounded));
      const auto made = hn::Eq(hn::Add(hn::PromoteTo(d, rounded), hn::PromoteTo(d, before)), all);
      hn::Store(rounded, half, high + c);
      hn::StoreU(hn::DemoteTo(half, hn::IfThenElse(made, hn::PromoteTo(d, before), rest)), half, pairs.low.data() + i + c);
    }
  });
}

void join(const Pairs& pairs, Span theta) {
  const Full<double> d;
  const hn::Rebind<float, Full<double>> half;
  each(pairs.mirror, [&](size_t i, const float* high) HWY_ATTR {
    for (size_t c = 0; c < block; c += own<double>)
      hn::StoreU(hn::Add(hn::PromoteTo(d, hn::Load(half, high + c)), hn::PromoteTo(d, hn::LoadU(half, pairs.low.data() + i + c))), d,
                 theta.data() + i + c);
  });
}

template <class T>
constexpr Table<T> all{euler<T>, heavy_ball<T>, nesterov<T>, adam<T>, split, join};
const Table<float>* table32() { return &all<float>; }
const Table<double>* table64() { return &all<double>; }

}  // namespace HWY_NAMESPACE
}  // namespace paribus::kernel::update
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace paribus::kernel::update {

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

}  // namespace paribus::kernel::update
#endif
