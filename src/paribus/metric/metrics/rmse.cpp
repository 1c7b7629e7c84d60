// Root mean squared error: the typical miss, in the unit of the target.
#include <cmath>
#include <limits>

#include "paribus/math/vector.hpp"
#include "paribus/metric/metric.hpp"

namespace paribus {
namespace {

double score(const Predictions& p) {
  const View y = p.y.values, z = p.z.values;
  Vector residual(y.size());
  for (std::size_t i = 0; i < y.size(); ++i) residual[i] = y[i] - z[i];
  return y.empty() ? std::numeric_limits<double>::quiet_NaN() : std::sqrt(dot(residual, residual) / static_cast<double>(y.size()));
}

}  // namespace
namespace parts::metrics {
extern const Entry<Metric> rmse = {
    {"rmse", "RMSE", "the root of the mean squared error, in the unit of the target", "sqrt((1/n) sum (y - z)^2)"},
    [](const Settings&) {
      return std::make_unique<const Metric>(Metric{false, Better::lower, 0, infinity, false, score});
    }};
}  // namespace parts::metrics
}  // namespace paribus
