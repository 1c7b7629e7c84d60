#include "paribus/metric/confusion.hpp"

#include <algorithm>
#include <cmath>

namespace paribus {

std::size_t predicted_class(View probabilities) {
  if (std::any_of(probabilities.begin(), probabilities.end(), [](double z) { return std::isnan(z); })) return probabilities.size();
  return static_cast<std::size_t>(std::max_element(probabilities.begin(), probabilities.end()) - probabilities.begin());
}

Confusion::Confusion(const Predictions& p) : truth(p.z.columns), predicted(p.z.columns), hit(p.z.columns) {
  for (std::size_t i = 0; i < p.label.size(); ++i) {
    const auto said = predicted_class(p.z.row(i)), is = static_cast<std::size_t>(p.label[i]);
    ++truth[is];
    if (said < predicted.size()) ++predicted[said];
    if (said == is) ++hit[is];
  }
}

}  // namespace paribus
