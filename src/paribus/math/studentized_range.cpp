#include "paribus/math/studentized_range.hpp"

#include <cmath>

#include "paribus/math/distribution.hpp"
#include "paribus/math/quadrature.hpp"

namespace paribus {

double normal_range_cdf(double q, int k) {
  if (!(q > 0)) return 0;
  return k * normal_mean([&](double z) { return std::pow(normal_cdf(z) - normal_cdf(z - q), k - 1); });
}

double normal_range_quantile(double p, int k) {
  double low = 0, high = 1;
  while (normal_range_cdf(high, k) < p) high *= 2;
  for (int i = 0; i < 60; ++i) {
    const double middle = (low + high) / 2;
    (normal_range_cdf(middle, k) < p ? low : high) = middle;
  }
  return (low + high) / 2;
}

}  // namespace paribus
