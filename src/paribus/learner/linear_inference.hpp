#pragma once
// What a least-squares fit says of itself: the numbers of R's summary(lm), cooks.distance and hatvalues.

#include "paribus/learner/summary.hpp"
#include "paribus/math/refined_least_squares.hpp"

namespace paribus {

/// Of a fit with inference; `names` of the columns of its design, without the intercept. Weights count repetitions: n is
/// their sum, so the residual degrees of freedom are not those of R's lm, which takes weights for precisions.
FitSummary linear_summary(const RefinedFit&, const std::vector<std::string>& names, bool intercept, double level);

/// sqrt(sum of squares / freedom), in the unit of the target; NaN without any freedom.
double residual_error(const RefinedFit&);
double residual_freedom(const RefinedFit&);

}  // namespace paribus
