// Expected calibration error: rows are sorted into 15 bins of equal width by the probability that the predicted class
// was given; in each, how far its mean is from the share of rows that were right, averaged over rows. Bin b of B holds
// ((b - 1) / B, b / B]. It depends on the bins, and few rows raise it: a perfectly calibrated model scores above 0.
#include <algorithm>
#include <cmath>
#include <limits>

#include "paribus/metric/confusion.hpp"
#include "paribus/metric/metric.hpp"

namespace paribus {
namespace {

double score(const Predictions& p) {
  constexpr std::size_t bins = 15;
  Vector excess(bins);   // of each bin: sure minus right, summed over its rows
  const std::size_t n = p.label.size();
  for (std::size_t i = 0; i < n; ++i) {
    const std::size_t said = predicted_class(p.z.row(i));
    if (said == p.z.columns) return std::numeric_limits<double>::quiet_NaN();
    const double sure = p.z(i, said), bin = std::ceil(sure * bins) - 1;
    excess[static_cast<std::size_t>(std::clamp(bin, 0.0, bins - 1.0))] += sure - (said == static_cast<std::size_t>(p.label[i]) ? 1 : 0);
  }
  double out = 0;
  for (const double e : excess) out += std::abs(e);
  return out / static_cast<double>(n);   // of no rows: NaN
}

}  // namespace
namespace parts::metrics {
extern const Entry<Metric> calibration_error = {
    {"calibration_error", "calibration error",
     "how far the probability of the predicted class is from the share of rows that are right, over 15 bins of equal width",
     "sum_b (n_b / n) |right_b - sure_b|", "Guo, Pleiss, Sun & Weinberger 2017, On calibration of modern neural networks", "ece"},
    [](const Settings&) {
      return std::make_unique<const Metric>(Metric{true, Better::lower, 0, 1, false, score, false, true});
    }};
}  // namespace parts::metrics
}  // namespace paribus
