#include "paribus/math/resample.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>

namespace paribus {

double quantile(Vector values, double q) {
  assert(q >= 0 && q <= 1);
  if (values.empty() || std::any_of(values.begin(), values.end(), [](double v) { return std::isnan(v); }))
    return std::numeric_limits<double>::quiet_NaN();
  // Type 7: position (n - 1) q between the order statistics 0 .. n-1.
  const double position = q * static_cast<double>(values.size() - 1);
  const auto below = static_cast<std::ptrdiff_t>(std::floor(position));
  const double share = position - std::floor(position);
  const auto at = values.begin() + below;
  std::nth_element(values.begin(), at, values.end());
  if (share == 0) return *at;  // also keeps an infinite neighbor out: 0 * inf is NaN
  const double low = *at, high = *std::min_element(at + 1, values.end());
  return low == high ? low : low + share * (high - low);
}

std::vector<std::uint32_t> bootstrap_rows(std::uint32_t n, Stream& stream) {
  std::vector<std::uint32_t> rows(n);
  for (auto& row : rows) row = static_cast<std::uint32_t>(stream.below(n));
  return rows;
}

Matrix shuffled_columns(const Matrix& x, Stream& stream) {
  Matrix out = x;
  for (std::size_t j = 0; j < x.columns; ++j) {
    const auto order = permutation(static_cast<std::uint32_t>(x.rows), stream);
    for (std::size_t i = 0; i < x.rows; ++i) out(i, j) = x(order[i], j);
  }
  return out;
}

}  // namespace paribus
