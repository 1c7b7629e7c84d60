#pragma once
// What a fitted logistic or softmax regression is: logits linear in the features, in units of the data.

#include "paribus/learner/learner.hpp"

namespace paribus {

struct LinearLogits {
  Matrix coefficients;                 ///< m x d; 0 where a column was left out
  Vector intercepts;                   ///< m, at the centers
  Vector centers;                      ///< d: z_k = intercept_k + sum_j coefficient_kj (x_j - center_j)
  bool reference;                      ///< the first class that is present has the logit 0 and no row
  std::size_t classes;                 ///< of the data
  std::vector<std::size_t> present;    ///< those that can be told apart; the others have probability 0
  /// The intercept of logit k where all features are 0.
  double intercept(std::size_t k) const;
};

Matrix probabilities(const LinearLogits&, const Matrix& x);   ///< n x classes
Kept keep(const LinearLogits&);
LinearLogits linear_logits(const Kept&);                      ///< throws Error if it is none

}  // namespace paribus
