#pragma once
// What an estimate of a linear model risks, stopped early or penalized, on real rows whose targets follow the model: the
// truth w* are the least-squares weights of the real targets, the noise has the variance that they leave.

#include "paribus/learner/descent.hpp"

namespace paribus {

/// A design, its truth, and what theory asks of them.
struct Truth {
  Examples examples;          ///< x as it is; y: column 0 the real targets, then noise of length 1 along every direction that x has
  Vector weights;             ///< w*
  Vector eigenvalues, signal; ///< of x^T x / n, ascending, those that are not 0; w* along their eigenvectors
  double noise_variance;
};
/// Throws Error if x has no more rows than columns.
Truth truth(const Examples&);

/// Weights for every column of y, features x columns: by gradient descent from 0, and by ridge with penalty l/2 |w|^2.
Matrix stopped(const Bench&, const Truth&, const Optimizer&, double rate, std::uint64_t steps);
Matrix ridge(const Truth&, double penalty);

/// E |w - w*|^2 over the noise, exact: an estimate that is linear in y is known by what it makes of w* and of noise.
double risk(const Truth&, const Matrix& weights);

}  // namespace paribus
