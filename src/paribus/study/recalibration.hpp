#pragma once
// Whether the probabilities of a fitted model can be taken at their word on a table (Cox 1958, Two further applications
// of a model for binary regression): of each class against the rest,
//   log odds of the class = intercept + slope * log odds that the model gives it,
// fitted by logistic regression. Calibrated is slope 1 and intercept 0; a slope below 1 says that the model is too sure
// of itself. Probabilities are taken from [2^-52, 1 - 2^-52], as log loss does.

#include "paribus/study/fitted_model.hpp"

namespace paribus {

/// Coefficients with Wald's intervals.
struct Recalibration {
  struct Coefficient { double value, low, high; };
  std::string of;                 ///< the class
  Coefficient slope, intercept;   ///< NaN where not defined
  std::string why = {};           ///< why they are not
};
/// p[i]: probability that row i is of the class; is[i]: whether it is.
Recalibration recalibration(std::string of, View p, const std::vector<bool>& is, double level);
/// Of two classes the second, of more each. Empty for a model without probabilities.
std::vector<Recalibration> recalibrations(const FittedModel&, const Dataset&, double level);

}  // namespace paribus
