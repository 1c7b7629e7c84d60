// An objective of one's own, an optimizer from the catalogue, and a question: at which step size does the
// optimizer break down? Theory: on L = x'Ax/2, gradient descent leaves the minimum beyond h = 2 / lambda_max.

#include <cmath>
#include <cstdio>

#include "paribus/flow/integrate.hpp"

namespace {

/// L(x, y) = (3 x^2 + 2 x y + 2 y^2) / 2; its Hessian [3 1; 1 2] has the eigenvalues (5 +- sqrt 5) / 2.
class Bowl final : public paribus::Objective {
 public:
  std::size_t dimension() const override { return 2; }
  double evaluate(paribus::View theta, const paribus::Draw&, paribus::Span gradient) override {
    const double x = theta[0], y = theta[1];
    if (!gradient.empty()) {
      gradient[0] = 3 * x + y;
      gradient[1] = x + 2 * y;
    }
    return (3 * x * x + 2 * x * y + 2 * y * y) / 2;
  }
  void hessian_vector(paribus::View, const paribus::Draw&, paribus::View v, paribus::Span out) override {
    out[0] = 3 * v[0] + v[1];
    out[1] = v[0] + 2 * v[1];
  }
};

/// Does L shrink in 100,000 steps of size h?
bool descends(const paribus::Optimizer& optimizer, double h) {
  Bowl bowl;
  paribus::FullBatch all;
  const auto run = integrate(optimizer, bowl, start_phase(optimizer, bowl, {1, 0}), {.h = h, .steps = 100000}, all);
  return run.outcome != paribus::Outcome::diverged && bowl.evaluate(run.phase.theta, {}, {}) < 1.5;
}

}  // namespace

int main() {
  const auto optimizer = get(paribus::optimizers(), "gradient_descent", "optimizer").make({});
  double low = 0.01, high = 10;  // descends, does not
  while (high - low > 1e-9) {
    const double h = (low + high) / 2;
    (descends(*optimizer, h) ? low : high) = h;
  }
  const double lambda_max = (5 + std::sqrt(5.0)) / 2, predicted = 2 / lambda_max;
  std::printf("measured %.6f, predicted 2/lambda_max = %.6f, ratio %.6f\n", low, predicted, low / predicted);
  return std::abs(low / predicted - 1) < 1e-4 ? 0 : 1;
}
