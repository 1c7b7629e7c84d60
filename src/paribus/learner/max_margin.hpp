#pragma once
// The plane between two classes that is farthest from both, and what a vanishing penalty makes of logistic regression,
// which goes there (Rosset, Zhu & Hastie 2004).

#include "paribus/learner/logit_risk.hpp"

namespace paribus {

/// min 1/2 |w|^2 under y_i (w.x_i + b) >= 1, in units of the data.
struct MaxMargin {
  bool found = false;   ///< every row is on its side, and primal and dual values agree to 1e-6; else the classes overlap, or nearly
  Vector w;             ///< d
  double b = 0;
  double margin = 0;    ///< 1 / |w|
  Vector dual;          ///< n: the multipliers over their sum, so sum_i dual_i y_i x_i = margin w/|w| and sum_i dual_i y_i = 0
};
/// By a primal-dual interior point method (Nocedal & Wright 2006, section 16.6). `second`: n, the rows with y = 1, others
/// have -1. Columns should be of about one scale.
MaxMargin max_margin(const Matrix& x, std::span<const std::int32_t> second);

/// The optimum of logistic regression with penalty l2/2 |w|^2 on the mean loss, for an l2 that may be very small: found
/// by Newton's method down a ladder of penalties, each a tenth of the one before. In units of the data.
struct PenalizedLogit { Vector w; double b = 0; bool converged = false; };
PenalizedLogit penalized_logit(const Prepared& two_classes, double l2);

}  // namespace paribus
