// exp, log and tanh of one vector for one instruction set. Guard as in kernel_vector-inl.hpp.
//
// The classical method (reduce the argument, sum a series, put the parts together) with Taylor's coefficients, so that
// each is its own proof. The same operations in the same order on every machine; math/elementary.hpp has slower
// functions with smaller errors.
#if defined(PARIBUS_KERNEL_ELEMENTARY) == defined(HWY_TARGET_TOGGLE)
#ifdef PARIBUS_KERNEL_ELEMENTARY
#undef PARIBUS_KERNEL_ELEMENTARY
#else
#define PARIBUS_KERNEL_ELEMENTARY
#endif

#include <cstdint>
#include <limits>

#include "paribus/math/kernel_vector-inl.hpp"

HWY_BEFORE_NAMESPACE();
namespace paribus::kernel {
namespace HWY_NAMESPACE {

/// What differs between the precisions.
template <class T>
struct Number;
template <>
struct Number<float> {
  using Bits = std::uint32_t;
  static constexpr int mantissa = 23, exp_terms = 7, log_terms = 5;
  static constexpr float magic = 0x1.8p23f;  ///< adding it leaves a whole number in the last bits
  static constexpr float ln2_high = 0x1.62e4p-1f, ln2_low = 0x1.7f7d1cp-20f;        // 15 + 24 bits of ln 2
  static constexpr float exp_least = -87.33654f, exp_most = 88.72283f, tanh_most = 9.1f;
  static constexpr Bits root_half = 0x3f3504f3;
};
template <>
struct Number<double> {
  using Bits = std::uint64_t;
  static constexpr int mantissa = 52, exp_terms = 13, log_terms = 11;
  static constexpr double magic = 0x1.8p52;
  static constexpr double ln2_high = 0x1.62e42fee00000p-1, ln2_low = 0x1.a39ef35793c76p-33;  // 32 + 53 bits
  static constexpr double exp_least = -708.3964185322641, exp_most = 709.782712893384, tanh_most = 19.1;
  static constexpr Bits root_half = 0x3fe6a09e667f3bcd;
};

template <class T> using Bits = hn::RebindToUnsigned<Full<T>>;
template <class T>
HWY_INLINE auto bits(Vec<T> x) { return hn::BitCast(Bits<T>(), x); }

constexpr double factorial(int k) { return k < 2 ? 1 : k * factorial(k - 1); }

/// first + z (next + z (...)) with coefficients c(i), i = first .. last.
template <class T, int last, int i, class Coefficient>
HWY_INLINE Vec<T> series(Vec<T> z, Coefficient c) {
  constexpr T now = static_cast<T>(Coefficient{}(i));
  if constexpr (i == last) return hn::Set(Full<T>(), now);
  else return hn::MulAdd(z, series<T, last, i + 1>(z, c), hn::Set(Full<T>(), now));
}

/// e^x = 2^n (1 + p), |p| < 0.42; `n` in the last bits of `whole`.
template <class T>
struct Power {
  Vec<T> whole, p;
};
template <class T>
HWY_INLINE Power<T> power(Vec<T> x) {
  using N = Number<T>;
  const Full<T> d;
  const Vec<T> magic = hn::Set(d, N::magic), whole = hn::MulAdd(x, hn::Set(d, T(0x1.71547652b82fep+0)), magic);
  const Vec<T> n = hn::Sub(whole, magic);
  const Vec<T> r = hn::NegMulAdd(n, hn::Set(d, N::ln2_low), hn::NegMulAdd(n, hn::Set(d, N::ln2_high), x));
  const Vec<T> rest = series<T, N::exp_terms, 2>(r, [](int k) { return 1 / factorial(k); });
  return {whole, hn::MulAdd(hn::Mul(r, r), rest, r)};
}

/// 2^n, n in the last bits of `whole`.
template <class T>
HWY_INLINE Vec<T> two_to(Vec<T> whole) {
  const Full<T> d;
  return hn::BitCast(d, hn::Add(bits<T>(hn::Set(d, T(1))), hn::ShiftLeft<Number<T>::mantissa>(bits<T>(whole))));
}

/// e^x where no x > 0. Results below the smallest normal number are 0; what comes of such an x on the way is not kept.
template <class T>
HWY_INLINE Vec<T> exp_of_nonpositive(Vec<T> x) {
  using N = Number<T>;
  const Full<T> d;
  const Power<T> e = power<T>(x);
  const Vec<T> scale = two_to<T>(e.whole);
  return hn::IfThenZeroElse(hn::Lt(x, hn::Set(d, N::exp_least)), hn::MulAdd(scale, e.p, scale));
}

template <class T>
HWY_INLINE Vec<T> exp_of(Vec<T> x) {
  using N = Number<T>;
  const Full<T> d;
  const Vec<T> least = hn::Set(d, N::exp_least), most = hn::Set(d, N::exp_most);
  const Power<T> e = power<T>(hn::Min(most, hn::Max(least, x)));
  // 2^128 is no float32: n is added to the exponent instead.
  const auto y = hn::Add(bits<T>(hn::Add(hn::Set(d, T(1)), e.p)), hn::ShiftLeft<N::mantissa>(bits<T>(e.whole)));
  const Vec<T> finite = hn::IfThenElseZero(hn::Ge(x, least), hn::BitCast(d, y));
  return hn::IfThenElse(hn::IsNaN(x), x, hn::IfThenElse(hn::Gt(x, most), hn::Inf(d), finite));
}

/// tanh |x| = u / (u + 2) with u = e^2|x| - 1. (On x86 Min returns its second operand if one is a NaN.)
template <class T>
HWY_INLINE Vec<T> tanh_of(Vec<T> x) {
  const Full<T> d;
  const Vec<T> a = hn::Min(hn::Set(d, Number<T>::tanh_most), hn::Abs(x));
  const Power<T> e = power<T>(hn::Add(a, a));
  const Vec<T> scale = two_to<T>(e.whole), u = hn::MulAdd(scale, e.p, hn::Sub(scale, hn::Set(d, T(1))));
  return hn::CopySignToAbs(hn::Div(u, hn::Add(u, hn::Set(d, T(2)))), x);
}

/// x = m 2^k with m in [sqrt(1/2), sqrt(2)); with f = m - 1, s = f / (2 + f), z = s^2:
///   log m = f - f^2/2 + s (f^2/2 + 2 z (1/3 + z/5 + ...))
/// A denormal x counts as 0.
template <class T>
HWY_INLINE Vec<T> log_of(Vec<T> x) {
  using N = Number<T>;
  const Full<T> d;
  const Bits<T> b;
  const auto u = bits<T>(x);
  // Exponents are counted from sqrt(1/2) and kept positive by the highest bit: no signed shift is needed.
  constexpr typename N::Bits one = typename N::Bits{1} << N::mantissa, lift = typename N::Bits{1} << (8 * sizeof(T) - 1);
  const auto e = hn::ShiftRight<N::mantissa>(hn::Add(hn::Sub(u, hn::Set(b, N::root_half)), hn::Set(b, lift)));
  constexpr T base = static_cast<T>(one), count = static_cast<T>(lift / one);
  const Vec<T> k = hn::Sub(hn::BitCast(d, hn::Add(e, bits<T>(hn::Set(d, base)))), hn::Set(d, base + count));
  const Vec<T> m = hn::BitCast(d, hn::Sub(u, hn::Sub(hn::ShiftLeft<N::mantissa>(e), hn::Set(b, lift))));
  const Vec<T> f = hn::Sub(m, hn::Set(d, T(1))), s = hn::Div(f, hn::Add(f, hn::Set(d, T(2)))), z = hn::Mul(s, s);
  const Vec<T> rest = hn::Mul(z, series<T, N::log_terms, 1>(z, [](int i) { return 2.0 / (2 * i + 1); }));
  const Vec<T> half = hn::Mul(hn::Mul(hn::Set(d, T(0.5)), f), f);
  const Vec<T> small = hn::MulAdd(s, hn::Add(half, rest), hn::Mul(k, hn::Set(d, N::ln2_low)));
  const Vec<T> y = hn::MulAdd(k, hn::Set(d, N::ln2_high), hn::Sub(f, hn::Sub(half, small)));
  const Vec<T> zero = hn::Zero(d), inf = hn::Inf(d);
  const Vec<T> low = hn::IfThenElse(hn::Lt(x, zero), hn::NaN(d), hn::Neg(inf));
  const Vec<T> edge = hn::IfThenElse(hn::Lt(x, hn::Set(d, std::numeric_limits<T>::min())), low, x);  // x: inf or NaN
  return hn::IfThenElse(hn::And(hn::Ge(x, hn::Set(d, std::numeric_limits<T>::min())), hn::Lt(x, inf)), y, edge);
}

}  // namespace HWY_NAMESPACE
}  // namespace paribus::kernel
HWY_AFTER_NAMESPACE();
#endif
