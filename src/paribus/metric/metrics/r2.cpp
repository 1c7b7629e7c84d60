// R squared: the share of the target's variance that the predictions explain. 0: no better than the mean of these
// very examples; negative: worse. Not defined (NaN) for fewer than two examples or a constant truth.
#include <limits>

#include "paribus/math/vector.hpp"
#include "paribus/metric/metric.hpp"

namespace paribus {
namespace {

double score(const Predictions& p) {
  const View y = p.y.values, z = p.z.values;
  if (y.size() < 2) return std::numeric_limits<double>::quiet_NaN();
  Vector residual(y.size()), deviation(y.size());
  const double m = mean(y);
  bool constant = true;
  for (std::size_t i = 0; i < y.size(); ++i) {
    residual[i] = y[i] - z[i];
    deviation[i] = y[i] - m;
    constant = constant && y[i] == y[0];
  }
  return constant ? std::numeric_limits<double>::quiet_NaN() : 1 - dot(residual, residual) / dot(deviation, deviation);
}

}  // namespace
namespace parts::metrics {
extern const Entry<Metric> r2 = {
    {"r2", "R²", "the share of the target's variance that is explained", "1 - sum (y - z)^2 / sum (y - mean y)^2",
     "Wright 1921, Correlation and causation", "r_squared"},
    [](const Settings&) {
      return std::make_unique<const Metric>(Metric{false, Better::higher, -infinity, 1, false, score});
    }};
}  // namespace parts::metrics
}  // namespace paribus
