// Brier score: the mean squared distance between the probabilities and the truth, summed over classes (Brier's own
// form, from 0 to 2; for two classes twice what some programs report).
#include "paribus/math/vector.hpp"
#include "paribus/metric/metric.hpp"

namespace paribus {
namespace {

double score(const Predictions& p) {
  Vector distance(p.label.size());
  for (std::size_t i = 0; i < distance.size(); ++i)
    for (std::size_t c = 0; c < p.z.columns; ++c) {
      const double d = p.z(i, c) - (c == static_cast<std::size_t>(p.label[i]) ? 1.0 : 0.0);
      distance[i] += d * d;
    }
  return mean(distance);
}

}  // namespace
namespace parts::metrics {
extern const Entry<Metric> brier = {
    {"brier", "Brier score", "the mean squared distance between probabilities and truth, summed over classes: of two classes twice what is counted for one",
     "(1/n) sum_i sum_c (z_ic - y_ic)^2", "Brier 1950, Verification of forecasts expressed in terms of probability"},
    [](const Settings&) {
      return std::make_unique<const Metric>(Metric{true, Better::lower, 0, 2, false, score, true, true});
    }};
}  // namespace parts::metrics
}  // namespace paribus
