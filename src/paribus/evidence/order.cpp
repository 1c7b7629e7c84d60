#include "paribus/evidence/order.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace paribus {
namespace {

constexpr double inf = std::numeric_limits<double>::infinity();

/// Ascending, with every NaN taken as `unknown`.
Vector ascending(View values, double unknown) {
  Vector v(values.begin(), values.end());
  for (double& x : v)
    if (std::isnan(x)) x = unknown;
  std::sort(v.begin(), v.end());
  return v;
}

/// The middle of sorted values. Two infinities of one sign have that infinity between them, not a NaN.
double between(const Vector& v) {
  const double a = v[(v.size() - 1) / 2], b = v[v.size() / 2];
  return a == b ? a : a / 2 + b / 2;
}

/// The largest k with P(Binomial(n, 1/2) <= k - 1) <= tail; 0 if there is none.
std::size_t rank(std::size_t n, double tail) {
  const double size = static_cast<double>(n);
  double log_term = -size * std::log(2.0), below = 0;  // log P(K = 0)
  std::size_t k = 0;
  while (k < n) {
    below += std::exp(log_term);
    if (below > tail) break;
    log_term += std::log((size - static_cast<double>(k)) / (static_cast<double>(k) + 1));
    ++k;
  }
  return std::min(k, (n + 1) / 2);
}

}  // namespace

Interval median_interval(View values, double level) {
  const std::size_t n = values.size(), k = rank(n, level / 2);
  if (k == 0) return {-inf, inf};
  return {ascending(values, -inf)[k - 1], ascending(values, inf)[n - k]};
}

double middle(View values) {
  if (values.empty()) return std::numeric_limits<double>::quiet_NaN();
  const double low = between(ascending(values, -inf)), high = between(ascending(values, inf));
  return low == high ? low : std::numeric_limits<double>::quiet_NaN();
}

double sign_test(View d) {
  const auto above = std::count_if(d.begin(), d.end(), [](double x) { return x > 0; });
  const auto below = std::count_if(d.begin(), d.end(), [](double x) { return x < 0; });
  const auto larger = std::max(above, below);
  const auto n = static_cast<std::ptrdiff_t>(d.size());
  return 2 * larger <= n ? 1 : binomial_two_sided(static_cast<int>(larger), static_cast<int>(n));
}

}  // namespace paribus
