#pragma once
// How deep a network learns.

#include "paribus/learner/descent.hpp"

namespace paribus {

/// What training made of the training rows. A run that diverged got nothing right: accuracy 0, loss infinite.
struct Fit {
  double accuracy, loss;
};
Fit fit(const Bench&, const TrainingSettings&, const OptimizerSettings&, const Chance&);

/// The depth at which accuracy falls below `learns`: before the first network that does not learn, interpolated between
/// it and the one before, linearly in accuracy and in the logarithm of depth. Deeper networks that learn again do not
/// count. 0: there is no such place among those depths, and `why` says so.
struct Reach {
  double depth = 0;
  std::string why = "";
};
Reach reach(View depths, View accuracies, double learns);

}  // namespace paribus
