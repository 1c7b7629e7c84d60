// Mean absolute error: the mean miss, in the unit of the target; less moved by a few large ones than RMSE.
#include <cmath>

#include "paribus/math/vector.hpp"
#include "paribus/metric/metric.hpp"

namespace paribus {
namespace {

double score(const Predictions& p) {
  const View y = p.y.values, z = p.z.values;
  Vector miss(y.size());
  for (std::size_t i = 0; i < y.size(); ++i) miss[i] = std::abs(y[i] - z[i]);
  return mean(miss);
}

}  // namespace
namespace parts::metrics {
extern const Entry<Metric> mae = {
    {"mae", "mean absolute error", "the mean of |truth - prediction|, in the unit of the target", "(1/n) sum |y - z|"},
    [](const Settings&) {
      return std::make_unique<const Metric>(Metric{false, Better::lower, 0, infinity, false, score});
    }};
}  // namespace parts::metrics
}  // namespace paribus
