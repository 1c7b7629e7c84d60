// Accuracy: the share of examples whose most probable class is the true one.
#include <limits>

#include "paribus/metric/confusion.hpp"

namespace paribus {
namespace {

double score(const Predictions& p) {
  const std::size_t n = p.label.size();
  if (n == 0) return std::numeric_limits<double>::quiet_NaN();
  std::size_t right = 0;
  for (std::size_t i = 0; i < n; ++i) right += predicted_class(p.z.row(i)) == static_cast<std::size_t>(p.label[i]);
  return static_cast<double>(right) / static_cast<double>(n);
}

}  // namespace
namespace parts::metrics {
extern const Entry<Metric> accuracy = {
    {"accuracy", "accuracy", "the share of examples that are classified rightly", "(1/n) #{i : argmax_c z_ic = label_i}"},
    [](const Settings&) {
      return std::make_unique<const Metric>(Metric{true, Better::higher, 0, 1, true, score});
    }};
}  // namespace parts::metrics
}  // namespace paribus
