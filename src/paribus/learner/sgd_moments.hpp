#pragma once
// The mean and second moment of SGD on least squares, exactly, and those of the stochastic differential equations that
// stand for it: nothing is sampled. L = 1/2n sum_i (a_i . w - y_i)^2, d = w - w*.

#include "paribus/objective/objective.hpp"

namespace paribus {

struct SgdMoments {
  Vector mean;    ///< E d, p numbers
  Matrix second;  ///< E d d^T
};
/// Of a process that starts at d.
SgdMoments moments_at(View d);

/// SGD with `batch` rows drawn with replacement. With H = (1/n) sum a a^T and r_i the residuals at w*, the covariance of
/// its gradient at d has the mean
///   Sigma = ((1/n) sum_i E[(a_i . d + r_i)^2] a_i a_i^T - H S H) / batch.
class LeastSquaresSgd {
 public:
  /// rows [n x p]. Keeps the fourth moments of the rows, p^4 / 4 numbers, so that a step costs no pass over them.
  LeastSquaresSgd(const Matrix& rows, View residuals_at_minimum, double batch);
  const Matrix& hessian() const { return hessian_; }
  Matrix noise(const SgdMoments&) const;           ///< Sigma
  /// One step: m <- (I - hH) m, S <- (I - hH) S (I - hH) + h^2 Sigma.
  void step(SgdMoments&, double h) const;
  double excess_loss(const Matrix& second) const;  ///< E L - L* = 1/2 tr(H S)

 private:
  Matrix hessian_, fourth_, third_;  // E bb^T, 2 E r b a^T and E r^2 b over the rows, b the free entries of a a^T
  Vector second_;
  double batch_;
};

/// The moments of dX = -A X dt + sqrt(h Sigma(X)) dW, A = H (order 1) or H + h/2 H^2 (order 2), as a field on m and S,
/// laid out one after the other: m' = -A m, S' = -A S - S A + h Sigma. They are closed, since Sigma is quadratic in X.
class SdeMoments final : public Field {
 public:
  SdeMoments(const LeastSquaresSgd&, double h, int order);  ///< the first must outlive it
  std::size_t dimension() const override { return p_ * (p_ + 1); }
  double direction(View state, const Draw&, Span out) override;
  using Field::direction;
  Vector state(const SgdMoments&) const;
  SgdMoments moments(View state) const;

 private:
  const LeastSquaresSgd& sgd_;
  double h_;
  std::size_t p_;
  Matrix drift_;
};

}  // namespace paribus
