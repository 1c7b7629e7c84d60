// Balanced accuracy: the mean over classes of the share of their examples that is recognized, so that a rare class
// counts as much as a common one. Classes without examples do not count.
#include <limits>

#include "paribus/metric/confusion.hpp"

namespace paribus {
namespace {

double score(const Predictions& p) {
  const Confusion c(p);
  double total = 0;
  std::size_t classes = 0;
  for (std::size_t k = 0; k < c.truth.size(); ++k) {
    if (c.truth[k] == 0) continue;
    total += static_cast<double>(c.hit[k]) / static_cast<double>(c.truth[k]);
    ++classes;
  }
  return classes ? total / static_cast<double>(classes) : std::numeric_limits<double>::quiet_NaN();
}

}  // namespace
namespace parts::metrics {
extern const Entry<Metric> balanced_accuracy = {
    {"balanced_accuracy", "balanced accuracy", "the mean over classes of the share of their examples that is recognized",
     "(1/K) sum_c hit_c / n_c, over the classes that have examples",
     "Brodersen, Ong, Stephan & Buhmann 2010, The balanced accuracy and its posterior distribution"},
    [](const Settings&) {
      return std::make_unique<const Metric>(Metric{true, Better::higher, 0, 1, true, score});
    }};
}  // namespace parts::metrics
}  // namespace paribus
