#include "paribus/learner/spectrum.hpp"

#include <cassert>

#include "paribus/math/dense.hpp"
#include "paribus/model/packed.hpp"

namespace paribus {

Eigenpair sharpness(const Bench& bench, View theta, double tolerance) {
  const Precision enough = tolerance >= 1e-3 ? bench.model->precision() : Precision::float64;
  Risk risk{*bench.model, bench.shape, bench.train, *bench.loss, bench.l2, enough};
  const auto product = [&](View v, Span out) { risk.hessian_vector(theta, {}, v, out); };
  return largest_eigenvalue(risk.dimension(), product, tolerance, 300);
}

// With squared error the k outputs do not touch one another: the Hessian is k copies of the second moment
// H = (1/n) [x 1]^T [x 1] (plus l2 on the weights), and each output's minimum solves H w = (1/n) [x 1]^T y.
QuadraticFacts quadratic_facts(const Bench& bench, View start) {
  assert(bench.quadratic);
  const Moments& moments = bench.train->moments();
  const std::size_t d = moments.s.rows - 1, k = moments.b.columns;
  Matrix h = moments.s;
  const Matrix& b = moments.b;
  for (std::size_t i = 0; i < d; ++i) h(i, i) += bench.l2;

  const SymmetricEigen eigen = symmetric_eigen(h);
  Risk risk{*bench.model, bench.shape, bench.train, *bench.loss, bench.l2};
  QuadraticFacts facts{eigen.values, Vector(d + 1), risk.evaluate(start, {}, {}), 0};
  double excess = 0;
  for (std::size_t i = 0; i <= d; ++i) {
    const double lambda = std::max(eigen.values[i], 0.0);
    for (std::size_t j = 0; j < k; ++j) {
      // theta holds the weights (d x k, row-major), then the k biases: the row of [x 1] in order.
      double at_start = 0, target = 0;
      for (std::size_t m = 0; m <= d; ++m) {
        at_start += eigen.vectors(m, i) * start[m * k + j];
        target += eigen.vectors(m, i) * b(m, j);
      }
      // Directions of (numerically) no curvature carry no loss: their error is left at zero energy.
      const double error = lambda > 1e-12 * eigen.values[d] ? at_start - target / lambda : 0;
      facts.energies[i] += error * error;
    }
    facts.eigenvalues[i] = lambda;
    excess += 0.5 * lambda * facts.energies[i];
  }
  facts.least_loss = facts.first_loss - excess;
  return facts;
}

}  // namespace paribus
