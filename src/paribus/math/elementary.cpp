// Each function is one branch-free body on four doubles at a time, used for arrays and for one number alike:
// the bits agree by construction. The method is the classical one (reduce the argument, sum a series,
// put the parts together) with two rules: every rounding error above 2^-60 of the result is caught and added
// back, and series are Taylor's, so that every coefficient is its own proof; a minimax fit would save two
// terms. Sums a + b with |a| >= |b| catch their error by Dekker 1971, others by Knuth 1969.
#include "paribus/math/elementary.hpp"

#include <bit>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <limits>

#ifdef __FMA__
#include <immintrin.h>
#endif

namespace paribus::exact {
namespace {

constexpr double inf = std::numeric_limits<double>::infinity(), nan = std::numeric_limits<double>::quiet_NaN();
constexpr double magic = 0x1.8p52;  // adding it leaves a whole number in the last bits
constexpr double ln2_high = 0x1.62e42fee00000p-1, ln2_low = 0x1.a39ef35793c76p-33;  // 32 + 53 bits of ln 2

using Four = double __attribute__((vector_size(32)));
using Bits = std::uint64_t __attribute__((vector_size(32)));

struct Sum {
  Four high, low;  // the number high + low
};

Four all(double x) { return Four{x, x, x, x}; }
Bits bits(Four x) { return std::bit_cast<Bits>(x); }
Four number(Bits u) { return std::bit_cast<Four>(u); }
constexpr std::uint64_t sign = std::uint64_t{1} << 63;
Four magnitude(Four x) { return number(bits(x) & ~sign); }

Four fma(Four a, Four b, Four c) {
#ifdef __FMA__
  return _mm256_fmadd_pd(a, b, c);
#else
  return Four{std::fma(a[0], b[0], c[0]), std::fma(a[1], b[1], c[1]), std::fma(a[2], b[2], c[2]), std::fma(a[3], b[3], c[3])};
#endif
}
Four fma(double a, Four b, Four c) { return fma(all(a), b, c); }
Four fma(Four a, double b, Four c) { return fma(a, all(b), c); }

Sum ordered_sum(Four a, Four b) {  // |a| >= |b| or a = 0
  const Four s = a + b;
  return {s, b - (s - a)};
}

Sum any_sum(Four a, Four b) {
  const Four s = a + b, t = s - a;
  return {s, (a - (s - t)) + (b - t)};
}

Four nearest_whole(Four x) { return (x + magic) - magic; }

Four two_to(Four n) {  // n whole, -1022 .. 1023
  return number((bits(n + magic) << 52) + (std::uint64_t{1023} << 52));
}

constexpr double factorial(int k) { return k < 2 ? 1 : k * factorial(k - 1); }

// first + z (next + z (...)) with coefficients c(i), i = 0 .. last.
template <int last, int i = 0, class Coefficient>
Four series(Four z, Coefficient c) {
  constexpr double now = Coefficient{}(i);
  if constexpr (i == last) return all(now);
  else return fma(z, series<last, i + 1>(z, c), all(now));
}

// x + low = n ln 2 + r + rest with |r| <= 0.35, and e^(r + rest) = 1 + r + tail.
struct Reduced {
  Four n, r, tail;
};

Reduced reduce(Four x, Four low) {
  const Four n = nearest_whole(x * 0x1.71547652b82fep+0);  // 1 / ln 2
  const Four big = fma(-n, ln2_high, x), small = fma(n, ln2_low, -low);
  const Four r = big - small, rest = (big - r) - small, z = r * r;
  const Four even = series<5>(z, [](int i) { return 1 / factorial(2 * i + 4); });
  const Four odd = series<6>(z, [](int i) { return 1 / factorial(2 * i + 3); });
  const Four low_part = fma(0.5, fma(r, r, -z), fma(rest, r, rest));  // what z and r lost
  return {n, r, fma(0.5, z, fma(z, fma(r, odd, z * even), low_part))};
}

Four exp_of(Four x, Four low) {
  x = x < -746 ? all(-746) : x;
  x = x > 710 ? all(710) : x;
  const Reduced e = reduce(x, low);
  const Sum s = ordered_sum(all(1), e.r);
  const Four y = s.high + (s.low + e.tail), half = nearest_whole(0.5 * e.n);
  return y * two_to(half) * two_to(e.n - half);  // in two steps: a denormal result is rounded once
}

// e^x - 1 as a sum, -40 <= x <= 45.
Sum expm1_sum(Four x) {
  const Reduced e = reduce(x, all(0));
  const Four power = two_to(e.n);
  const Sum a = any_sum(power, all(-1)), s = ordered_sum(a.high, power * e.r);
  return ordered_sum(s.high, fma(power, e.tail, s.low + a.low));
}

Four expm1_of(Four x) {
  Four small = x < -40 ? all(-40) : x;
  small = small > 40 ? all(40) : small;
  const Four y = expm1_sum(small).high, far = exp_of(x, all(0));
  return x == 0 ? x : x > 40 ? far : y;  // e^40 > 2^54: the 1 no longer counts
}

Four tanh_of(Four x) {
  Four a = magnitude(x);
  a = a > 22 ? all(22) : a;  // 1 - tanh 22 < 2^-60
  const Sum e = expm1_sum(2 * a), d = any_sum(all(2), e.high);  // (e^2a - 1) / (e^2a + 1)
  const Four inverse = 1 / d.high, q = e.high * inverse;
  const Four remainder = fma(-q, d.high, e.high) + (e.low - q * (d.low + e.low));
  const Four y = fma(remainder, inverse, q);
  return x == 0 ? x : number(bits(y) | (bits(x) & sign));
}

// log(1 + f + c) + k ln 2, c a correction below the last bit of 1 + f, -0.3 < f < 0.42. By s = 2f / (2 + f):
//   log(1 + f) = s + s^3 / (3 * 4) + s^5 / (5 * 16) + ...
// s and its cube carry their errors along: pow needs ten bits more than a Four holds.
Sum log_sum(Four f, Four c, Four k) {
  const Four h = fma(0.5, f, all(1)), h_low = (0.5 * f - (h - 1)) + 0.5 * c, inverse = 1 / h;
  const Four s = f * inverse, s_low = (fma(-s, h, f) + (c - s * h_low)) * inverse;
  const Four z = s * s, z_low = fma(s, s, -z), cube = s * z, cube_low = fma(s, z, -cube) + s * z_low;
  constexpr double twelfth = 1.0 / 12, twelfth_low = 0x1.5555555555555p-58;
  const Four third = cube * twelfth, third_low = fma(cube, twelfth, -third) + fma(cube, twelfth_low, cube_low * twelfth);
  const Four rest = cube * z * series<10>(z, [](int i) { return 1.0 / ((2 * i + 5) * double(1LL << (2 * i + 4))); });
  const Sum a = ordered_sum(k * ln2_high, s), b = ordered_sum(a.high, third);
  const Four slope = fma(0.25 * z, s_low, s_low);
  return ordered_sum(b.high, b.low + (a.low + fma(k, ln2_low, slope + (third_low + rest))));
}

// x = m 2^k with m in [sqrt(1/2), sqrt(2)), x > 0 and finite.
struct Scaled {
  Four m, k;
};

Scaled decompose(Four x) {
  const auto denormal = x < 0x1p-1022;
  const Bits u = bits(denormal ? x * 0x1p54 : x);
  // Exponents are counted from sqrt(1/2) and kept positive by 2048 (bit 63): no signed shift is needed.
  const Bits e = (u - 0x3fe6a09e667f3bcdu + sign) >> 52;
  const Four k = number(e | 0x4330000000000000u) - (0x1p52 + 2048);
  return {number(u - (e << 52) + sign), denormal ? k - 54 : k};
}

Four log_of(Four x) {
  const Scaled p = decompose(x);
  const Four y = log_sum(p.m - 1, all(0), p.k).high;
  const Four edge = x == 0 ? all(-inf) : x < 0 ? all(nan) : x;  // x itself: inf or NaN
  return ((x > 0) & (x < inf)) ? y : edge;
}

Four log1p_of(Four x) {
  const auto near = (x > -0.25) & (x < 0.4);
  const Sum u = any_sum(all(1), x);
  const Scaled p = decompose(u.high);
  const Four c = u.low * two_to(p.k > 1000 ? all(-1000) : -p.k);
  const Four y = log_sum(near ? x : p.m - 1, near ? all(0) : c, near ? all(0) : p.k).high;
  const Four edge = x == -1 ? all(-inf) : x < -1 ? all(nan) : x;
  return ((x > -1) & (x < inf) & (x != 0)) ? y : edge;
}

// x = n pi/2 + r + low, |r| <= pi/4 (Cody & Waite 1980): pi/2 in 33 + 33 + 53 bits, so that n times the first
// two is exact for n < 2^20. Then the quarter turns n choose between sine and cosine and the sign.
Four sine_of(Four x, double quarters) {
  constexpr double first = 0x1.921fb54400000p+0, second = 0x1.0b4611a600000p-34, third = 0x1.3198a2e037073p-69;
  const Four n = nearest_whole(x * 0x1.45f306dc9c883p-1);  // 2 / pi
  constexpr double fourth = 0x1.129024e088a68p-123;
  const Four p = -n * third, p_low = fma(-n, third, -p);
  const Sum a = any_sum(fma(-n, first, x), -n * second), c0 = any_sum(a.high, p);
  const Sum b = any_sum(c0.high, c0.low + (a.low + (p_low - n * fourth)));
  const Four r = b.high, low = b.low, z = r * r, z_low = fma(r, r, -z);
  const Four s = series<7>(z, [](int i) { return (i % 2 ? 1 : -1) / factorial(2 * i + 3); });
  const Four sine = r + fma(r * z, s, fma(-0.5 * z, low, low));
  const Four c = series<7>(z, [](int i) { return (i % 2 ? -1 : 1) / factorial(2 * i + 4); });
  const Sum w = ordered_sum(all(1), -0.5 * z);
  const Four cosine = w.high + (w.low + fma(z * z, c, fma(-r, low, -0.5 * z_low)));
  const Bits turn = bits(n + quarters + magic);
  const Four y = (turn & 1) != 0 ? cosine : sine, signed_y = number(bits(y) ^ ((turn & 2) << 62));
  return magnitude(x) <= 1e6 ? signed_y : all(nan);
}

Four sin_of(Four x) { return x == 0 ? x : sine_of(x, 0); }
Four cos_of(Four x) { return sine_of(x, 1); }

double power(double x, double y) {  // 0 < x < inf, y finite
  const Scaled p = decompose(all(x));
  const Sum l = log_sum(p.m - 1, all(0), p.k);
  const Four high = y * l.high;
  if (!(std::abs(high[0]) < 800)) return high[0] < 0 ? 0 : inf;
  return exp_of(high, fma(y, l.low, fma(y, l.high, -high)))[0];
}

Four plain_exp(Four x) { return exp_of(x, all(0)); }

template <class F>
void each(Span x, F f) {
  double* at = x.data();
  std::size_t left = x.size();
  Four v = {};
  for (; left >= 4; left -= 4, at += 4) {
    std::memcpy(&v, at, sizeof v);
    v = f(v);
    std::memcpy(at, &v, sizeof v);
  }
  if (left == 0) return;
  v = all(0);
  std::memcpy(&v, at, left * sizeof(double));
  v = f(v);
  std::memcpy(at, &v, left * sizeof(double));
}

}  // namespace

double exp(double x) { return plain_exp(all(x))[0]; }
double log(double x) { return log_of(all(x))[0]; }
double log1p(double x) { return log1p_of(all(x))[0]; }
double expm1(double x) { return expm1_of(all(x))[0]; }
double tanh(double x) { return tanh_of(all(x))[0]; }
double sin(double x) { return sin_of(all(x))[0]; }
double cos(double x) { return cos_of(all(x))[0]; }

double pow(double x, double y) {
  if (y == 0 || x == 1) return 1;
  if (std::isnan(x) || std::isnan(y)) return nan;
  const bool whole = std::abs(y) >= 0x1p53 || std::floor(y) == y;
  const bool odd = whole && std::abs(y) < 0x1p53 && std::floor(0.5 * y) != 0.5 * y;
  const double a = std::abs(x);
  double r;
  if (std::isinf(y)) r = a == 1 ? 1 : (a > 1) == (y > 0) ? inf : 0;
  else if (a == 0 || a == inf) r = (a == 0) == (y > 0) ? 0 : inf;
  else r = x < 0 && !whole ? nan : power(a, y);
  return odd ? std::copysign(r, x) : r;
}

void exp(Span x) { each(x, plain_exp); }
void log(Span x) { each(x, log_of); }
void log1p(Span x) { each(x, log1p_of); }
void expm1(Span x) { each(x, expm1_of); }
void tanh(Span x) { each(x, tanh_of); }
void sin(Span x) { each(x, sin_of); }
void cos(Span x) { each(x, cos_of); }

}  // namespace paribus::exact
