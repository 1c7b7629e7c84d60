#include "paribus/math/collinear.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "paribus/math/dense.hpp"

namespace paribus {
namespace {

double largest_singular_value(const Matrix& m) { return std::sqrt(symmetric_eigen(gram(m)).values.back()); }

/// x = e t, t two diagonals: a, 1, 1, ... and above it a, a, ...
Matrix mixed(const Matrix& e, double a) {
  Matrix x(e.rows, e.columns);
  for (std::size_t i = 0; i < e.rows; ++i) {
    x(i, 0) = a * e(i, 0);
    for (std::size_t j = 1; j < e.columns; ++j) x(i, j) = e(i, j) + a * e(i, j - 1);
  }
  return x;
}

/// The inverse of an upper triangle, column by column.
Matrix inverse(const Matrix& r) {
  Matrix out(r.columns, r.columns);
  for (std::size_t j = 0; j < r.columns; ++j)
    for (std::size_t i = j + 1; i-- > 0;) {
      double s = i == j;
      for (std::size_t k = i + 1; k <= j; ++k) s -= r(i, k) * out(k, j);
      out(i, j) = s / r(i, i);
    }
  return out;
}

/// The smallest singular value is that of the inverse t^-1 r^-1, upside down: r is well conditioned, and nothing cancels
/// in t^-1, whose signs alternate. From x itself all digits would be lost beyond 2^53.
double condition(const Matrix& r, const Matrix& r_inverse, double a) {
  Matrix back = r_inverse;
  for (std::size_t i = r.columns; i-- > 0;)
    for (std::size_t j = 0; j < r.columns; ++j)
      back(i, j) = (back(i, j) - (i + 1 < r.columns ? a * back(i + 1, j) : 0)) / (i == 0 ? a : 1);
  return largest_singular_value(mixed(r, a)) * largest_singular_value(back);
}

}  // namespace

std::optional<Collinear> collinear(const Matrix& rows, double wanted) {
  Matrix e = rows;
  for (double& v : e.values) v = std::nearbyint(std::clamp(v, -8.0, 8.0) * 4096) / 4096;
  if (e.columns < 2 || e.rows <= e.columns) return {};
  const Matrix r = upper_triangle(e), back = inverse(r);
  const auto at = [&](std::uint64_t k) { return condition(r, back, std::ldexp(static_cast<double>(k), -14)); };
  std::uint64_t low = 1u << 14, high = 1u << 26;
  if (!(at(low) <= wanted && at(high) >= wanted)) return {};
  while (high - low > 1) {
    const auto middle = (low + high) / 2;
    (at(middle) <= wanted ? low : high) = middle;
  }
  const double a = std::ldexp(static_cast<double>(low), -14);
  return Collinear{mixed(e, a), a, at(low)};
}

}  // namespace paribus
