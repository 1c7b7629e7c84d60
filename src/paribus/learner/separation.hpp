#pragma once
// Whether the likelihood of an unpenalized logistic or softmax regression has a largest value at all. It has none if
// some direction d of the coefficients tells classes apart without a mistake (Albert & Anderson 1984):
//   (z_c(i) - z_k)(d) >= 0 for every row i and class k, and > 0 for some
// "complete" if > 0 for all. Either answer comes with its proof:
//   separated     a direction whose margins were computed row by row, ties within rounding
//   not separated the Newton decrement v and R = max_i |x_i| in the norm of H^-1 fulfil v R < 1: since the third
//                 derivative is at most R times the second, the objective then rises on a ball around the point
//                 (self-concordance: Bach 2010, Self-concordant analysis for logistic regression, section 2)
// What neither proves is said to be undecided.

#include "paribus/learner/logit_risk.hpp"

namespace paribus {

struct Separation {
  enum class Kind { none, complete, quasi, undecided };
  Kind kind = Kind::none;
  Vector direction;                    ///< like theta, in standardized coordinates; its largest margin is 1
  std::vector<std::size_t> columns;    ///< of the features: those on which it depends
  std::size_t apart = 0;               ///< margins that are positive, of rows times other classes
  std::size_t tied = 0;                ///< margins that are zero
  /// apart_from(a, b): the share of class a's rows that are strictly apart from b, K x K.
  Matrix apart_from;
};

/// At `theta`, where the unpenalized risk has been brought down as far as it would go.
Separation separation(LogitRisk&, View theta);
/// What theta proves as a direction, without any Hessian: separated, or undecided.
Separation apart_at(LogitRisk&, View theta);
/// Whether theta itself tells every row's class strictly from all others: the data are then completely separated.
bool separates(LogitRisk&, View theta);

}  // namespace paribus
