#pragma once
// Numbers of twice the digits: the unevaluated sum of two doubles, |low| <= ulp(high) / 2, about 32 decimal digits in
// the range of a double. Sources: Dekker 1971; Knuth, TAOCP vol. 2, 4.2.2; Hida, Li & Bailey 2001 (the sloppy product
// and quotient there, the accurate sum). Whoever includes this compiles with the compiler's reordering of sums off
// (math/CMakeLists.txt): what looks like 0 in these lines is the rounding that they keep.

#include <cmath>

namespace paribus {

struct DoubleDouble {
  double high = 0, low = 0;
};

/// a + b, exactly.
inline DoubleDouble two_sum(double a, double b) {
  const double s = a + b, v = s - a;
  return {s, (a - (s - v)) + (b - v)};
}
/// a + b, exactly, if |a| >= |b| or a = 0.
inline DoubleDouble quick_two_sum(double a, double b) {
  const double s = a + b;
  return {s, b - (s - a)};
}
/// a b, exactly unless the error is below the smallest normal number.
inline DoubleDouble two_product(double a, double b) {
  const double p = a * b;
  return {p, std::fma(a, b, -p)};
}

inline DoubleDouble operator-(DoubleDouble a) { return {-a.high, -a.low}; }
inline DoubleDouble operator+(DoubleDouble a, DoubleDouble b) {
  DoubleDouble s = two_sum(a.high, b.high);
  const DoubleDouble t = two_sum(a.low, b.low);
  s = quick_two_sum(s.high, s.low + t.high);
  return quick_two_sum(s.high, s.low + t.low);
}
inline DoubleDouble operator-(DoubleDouble a, DoubleDouble b) { return a + -b; }
inline DoubleDouble operator*(DoubleDouble a, DoubleDouble b) {
  const DoubleDouble p = two_product(a.high, b.high);
  return quick_two_sum(p.high, p.low + (a.high * b.low + a.low * b.high));
}
inline DoubleDouble operator/(DoubleDouble a, DoubleDouble b) {
  const double q = a.high / b.high;
  const DoubleDouble r = a - b * DoubleDouble{q};
  return quick_two_sum(q, (r.high + r.low) / b.high);
}
inline DoubleDouble& operator+=(DoubleDouble& a, DoubleDouble b) { return a = a + b; }
inline DoubleDouble& operator-=(DoubleDouble& a, DoubleDouble b) { return a = a - b; }

/// One Newton step from the double root. 0 for 0, NaN below.
inline DoubleDouble square_root(DoubleDouble a) {
  const double s = std::sqrt(a.high);
  if (!(s > 0)) return {s};
  const DoubleDouble r = a - two_product(s, s);
  return quick_two_sum(s, r.high / (2 * s));
}

}  // namespace paribus
