// Macro-averaged F1: per class the harmonic mean of precision and recall, then the plain mean over classes.
// A class that is neither true nor predicted anywhere does not count (as in scikit-learn); one that is never hit
// counts 0.
#include <limits>

#include "paribus/metric/confusion.hpp"

namespace paribus {
namespace {

double score(const Predictions& p) {
  const Confusion c(p);
  double total = 0;
  std::size_t classes = 0;
  for (std::size_t k = 0; k < c.truth.size(); ++k) {
    const std::size_t both = c.truth[k] + c.predicted[k];  // 2 TP + FP + FN
    if (both == 0) continue;
    total += 2 * static_cast<double>(c.hit[k]) / static_cast<double>(both);
    ++classes;
  }
  return p.label.empty() ? std::numeric_limits<double>::quiet_NaN() : total / static_cast<double>(classes);
}

}  // namespace
namespace parts::metrics {
extern const Entry<Metric> f1_macro = {
    {"f1_macro", "macro F1", "the mean over classes of the harmonic mean of precision and recall",
     "(1/K) sum_c 2 TP_c / (2 TP_c + FP_c + FN_c)", "van Rijsbergen 1979, Information Retrieval"},
    [](const Settings&) {
      return std::make_unique<const Metric>(Metric{true, Better::higher, 0, 1, true, score});
    }};
}  // namespace parts::metrics
}  // namespace paribus
