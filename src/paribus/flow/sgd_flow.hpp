#pragma once
// Stochastic gradient descent as a stochastic differential equation.

#include "paribus/flow/stochastic.hpp"

namespace paribus {

/// d theta = -grad L dt + sqrt(h Sigma) dW (order 1) or d theta = -grad(L + h/4 |grad L|^2) dt + sqrt(h Sigma) dW (order
/// 2), Sigma(theta) = Cov g / m the covariance of the gradient of m rows drawn with replacement from n. Means of smooth
/// functions of SGD's iterate after t / h steps are those of this process at t up to O(h^order), t fixed.
/// (Li, Tai & E 2017; Li, Tai & E 2019)
/// sigma dW = sqrt(h / nm) sum_i (g_i - g) dW_i, one Brownian motion a row: n gradients, and no root of a matrix.
class SgdFlow final : public StochasticField {
 public:
  /// The objective is a mean over rows 0 .. n-1 and must outlive it; step h >= 0. Throws Error for no rows, or order 3.
  SgdFlow(Objective& objective, std::uint32_t rows, std::uint32_t batch, double h, int order);
  std::size_t dimension() const override { return objective_.dimension(); }
  double direction(View theta, const Draw&, Span out) override;
  using Field::direction;
  bool smooth() const override { return objective_.smooth(); }
  std::size_t noises() const override { return rows_; }
  Diffusion diffusion() const override { return Diffusion::general; }
  void diffuse(View theta, const Draw&, View dW, Span out) override;

 private:
  Objective& objective_;
  std::uint32_t rows_, batch_;
  double h_;
  int order_;
  Vector gradient_, row_;
};

}  // namespace paribus
