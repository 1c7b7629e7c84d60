#pragma once
// The stationary second moments of linear recursions with noise, by eigen-decomposition.

#include "paribus/math/dense.hpp"

namespace paribus {

/// A X + X A = Q, A symmetric and positive definite, Q symmetric: x_ij = q_ij / (a_i + a_j) in A's eigenvectors.
/// Throws Error if A has an eigenvalue that is not positive.
Matrix continuous_lyapunov(const Matrix& a, const Matrix& q);

/// X = A X A + Q, A symmetric, Q symmetric: x_ij = q_ij / (1 - a_i a_j) in A's eigenvectors.
/// Throws Error if |eigenvalue| >= 1: the recursion x <- A x + noise then has no stationary law.
Matrix discrete_lyapunov(const Matrix& a, const Matrix& q);

/// How a batch of B of n rows mixes: E[H_B S H_B] = alone E[a a^T S a a^T] + together H S H,
/// with H_B the mean of a a^T over the batch and H = E[a a^T].
struct Mixing { double alone, together; };
Mixing drawn_with_replacement(double batch);               ///< 1/B, 1 - 1/B
Mixing drawn_without_replacement(double batch, double n);  ///< (n-B)/(B(n-1)), 1 - that; batches independent

/// The recursion x <- (I - eta H_B) x - eta g_B with a new random batch at each step: its second moment obeys
///   S = E[(I - eta H_B) S (I - eta H_B)] + Q,   Q = eta^2 Cov g_B.
/// Written on the p (p + 1) / 2 free entries of S, scaled so that the Frobenius product is the dot product, this is
/// (eta D - eta^2 K) s = q with D s ~ H S + S H and K s ~ E[H_B S H_B], both symmetric: one eigen-decomposition
/// of D^-1/2 K D^-1/2 answers for every eta.
class BatchRecursion {
 public:
  /// rows [n x p]. Throws Error if H is singular. The cost is that of n p^4 / 4 and p^6 / 4 multiplications;
  /// the memory is that of p^4 / 4 numbers, however many rows.
  BatchRecursion(const Matrix& rows, Mixing);
  const Matrix& hessian() const { return hessian_; }
  /// The supremum of the eta for which S stays bounded (stability in the mean square).
  double limit() const;
  /// The stationary S. Throws Error if eta is not below the limit.
  Matrix stationary(double eta, const Matrix& q) const;

 private:
  Vector entries(const Matrix& symmetric) const;   ///< in H's eigenvectors, off the diagonal times sqrt 2
  Matrix hessian_;
  SymmetricEigen curvature_, mixed_;
  Vector root_;                                    ///< of D
};

}  // namespace paribus
