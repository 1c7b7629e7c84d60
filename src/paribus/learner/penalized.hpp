#pragma once
// Linear regression with a penalty, along a path of penalties:
//   (1 / 2n) |y - X w - b|^2 + l1 sum over blocks of sqrt(columns of the block) |w_block| + (l2 / 2) |w|^2
// with an unpenalized intercept b; weights count as repetitions of their row, n is their sum. With blocks of one column
// this is scikit-learn's ElasticNet, alpha = l1 + l2 and l1_ratio = l1 / alpha.

#include <memory>
#include <span>

#include "paribus/learner/coordinate_descent.hpp"

namespace paribus {

struct Penalty {
  double l1 = 0, l2 = 0;
};

/// The minimum for one penalty.
struct PenalizedFit {
  Penalty penalty;
  Vector w;
  double intercept = 0;
  std::size_t nonzeros = 0;                  ///< columns with w_j != 0
  CoordinateDescent::Reached reached = {};
};

class PenalizedProblem {
 public:
  /// As Centered; throws as it does. x must outlive it.
  PenalizedProblem(const Matrix& x, View y, View weight, Blocks, CoordinateDescent::Rules);

  /// The least l1 at which every w is 0. Throws Error if that is no number.
  double largest() const { return largest_; }
  /// In the order given: from large penalties to small is fastest.
  std::vector<PenalizedFit> path(std::span<const Penalty>) const;
  /// Expected trace of the map from y to the fitted values at that fit, without the intercept: tr (G + H)^+ G over the
  /// columns in use, G = X^T X / n, H the Hessian of the penalty (Zou, Hastie & Tibshirani 2007; Tibshirani & Taylor
  /// 2012; of blocks Vaiter et al. 2012). NaN above 500 columns in use: it takes their third power.
  double degrees_of_freedom(const PenalizedFit&) const;

 private:
  BlockPenalty scaled(Penalty) const;   ///< in the units of Centered
  Blocks blocks_;
  CoordinateDescent::Rules rules_;
  Centered rows_;
  std::unique_ptr<Quadratic> f_;
  double largest_ = 0;
};

/// `count` numbers from `largest` down to `smallest` times it, evenly in their logarithm.
Vector falling(double largest, double smallest, std::size_t count);

}  // namespace paribus
