#pragma once
// How far a function is from the truth over a whole floating-point range, in units of the last place.

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

#include "paribus/base/random.hpp"

namespace paribus::accuracy {

template <class T>
using BitsOf = std::conditional_t<sizeof(T) == 4, std::uint32_t, std::uint64_t>;

/// |y - truth| in units of the last place that T has at the truth (2^-149 or 2^-1074 below the normal numbers). An
/// infinite y counts as the first power of two that T cannot hold; infinity if just one of the two is NaN.
template <class T>
double ulps(T y, long double truth) {
  using Limits = std::numeric_limits<T>;
  constexpr double inf = std::numeric_limits<double>::infinity();
  if (std::isnan(y) || std::isnan(truth)) return std::isnan(y) && std::isnan(truth) ? 0 : inf;
  const long double end = std::ldexp(1.0L, Limits::max_exponent);
  truth = std::clamp(truth, -end, end);
  int e;
  std::frexp(truth, &e);
  const int least = Limits::min_exponent - Limits::digits;  // of the smallest number above 0
  const long double unit = std::ldexp(1.0L, std::clamp(e - Limits::digits, least, Limits::max_exponent - Limits::digits));
  const long double number = std::isinf(y) ? std::copysign(end, static_cast<long double>(y)) : static_cast<long double>(y);
  return static_cast<double>(std::abs(number - truth) / unit);
}

struct Worst {
  double error = 0, at = 0;
  void see(double e, double x) {
    if (!(e <= error)) error = e, at = x;
  }
};

/// Numbers of every size and both signs: of each binary exponent the power of two, its neighbors, and `inner` others;
/// zeros, denormals and infinities too.
template <class T>
std::vector<T> every_size(int inner, Stream s) {
  using B = BitsOf<T>;
  constexpr int mantissa = std::numeric_limits<T>::digits - 1;
  const B sign = B{1} << (8 * sizeof(T) - 1), one = B{1} << mantissa, infinite = std::bit_cast<B>(std::numeric_limits<T>::infinity());
  std::vector<T> out;
  for (B from = 0; from < infinite; from += one) {
    std::vector<B> some{from, from + 1, from + one - 1};
    for (int i = 0; i < inner; ++i) some.push_back(from + static_cast<B>(s.below(one)));
    for (const B b : some)
      for (const B signed_b : {b, b | sign}) out.push_back(std::bit_cast<T>(signed_b));
  }
  out.push_back(std::numeric_limits<T>::infinity());
  out.push_back(-std::numeric_limits<T>::infinity());
  return out;
}

}  // namespace paribus::accuracy
