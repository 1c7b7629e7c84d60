#pragma once
// What mini-batches make of a gradient: the covariance of the gradients of single examples.
//   g = (1/n) sum_i g_i,   C = (1/n) sum_i (g_i - g)(g_i - g)^T
// A batch of m rows drawn with replacement has the gradient g + noise of covariance C / m; drawn without, that times
// (n - m) / (n - 1).

#include "paribus/math/krylov.hpp"
#include "paribus/objective/objective.hpp"

namespace paribus {

/// Row i: the gradient of row i alone, n x P. A penalty is in every one of them. Throws Error if they
/// would take more than 2 GB.
Matrix example_gradients(Objective&, View theta, std::size_t n);

class GradientNoise {
 public:
  explicit GradientNoise(Matrix example_gradients);
  const Vector& mean() const { return mean_; }   ///< g
  double trace() const;                          ///< tr C = the mean of |g_i - g|^2
  /// tr C / |g|^2: the batch whose noise is as large as the gradient. Source: McCandlish, Kaplan, Amodei et al. 2018.
  double scale() const;
  void multiply(View v, Span out) const;         ///< out = C v
  Operator covariance() const;                   ///< the same; this object must outlive it
  /// Every eigenvalue of C that can differ from 0, min(n, P) of them, descending: by the smaller of C and its Gram
  /// matrix (1/n) (g_i - g).(g_j - g), which share them.
  Vector eigenvalues() const;

 private:
  Matrix centered_;   ///< row i: g_i - g
  Vector mean_;
};

}  // namespace paribus
