#pragma once
// Counts of true against predicted classes: what accuracy, recall and F1 are made of.

#include <vector>

#include "paribus/metric/metric.hpp"

namespace paribus {

/// The class of the largest probability, the first on a tie; k if any of them is not a number (a diverged model
/// says nothing, and nothing is never right).
std::size_t predicted_class(View probabilities);

/// Per class: examples of it, predictions of it, and those that are both.
struct Confusion {
  std::vector<std::size_t> truth, predicted, hit;
  explicit Confusion(const Predictions&);
};

}  // namespace paribus
