// Log loss: minus the mean logarithm of the probability given to the true class.
// Probabilities are clipped to [e, 1 - e] with e = 2^-52 and then divided by their sum, as scikit-learn 1.2 does
// for doubles: one certain mistake costs 36.04, not infinity. In principle it has no bound, so no worst score is
// declared: 36 for a diverged run would be a fact about e, not about the model.
#include <limits>

#include "paribus/math/elementary.hpp"
#include "paribus/math/vector.hpp"
#include "paribus/metric/metric.hpp"

namespace paribus {
namespace {

double score(const Predictions& p) {
  constexpr double e = std::numeric_limits<double>::epsilon();
  Vector loss(p.label.size());
  for (std::size_t i = 0; i < loss.size(); ++i) {
    double total = 0, truth = 0;
    for (std::size_t c = 0; c < p.z.columns; ++c) {
      const double z = p.z(i, c), q = z < e ? e : z > 1 - e ? 1 - e : z;  // a NaN stays one
      total += q;
      if (c == static_cast<std::size_t>(p.label[i])) truth = q;
    }
    loss[i] = -exact::log(truth / total);
  }
  return mean(loss);
}

}  // namespace
namespace parts::metrics {
extern const Entry<Metric> log_loss = {
    {"log_loss", "log loss", "minus the mean logarithm of the probability given to the true class",
     "-(1/n) sum_i log z_i,label(i), z clipped to [2^-52, 1 - 2^-52] and normalized", "Good 1952, Rational decisions",
     "cross_entropy"},
    [](const Settings&) {
      return std::make_unique<const Metric>(Metric{true, Better::lower, 0, infinity, false, score, true, true});
    }};
}  // namespace parts::metrics
}  // namespace paribus
