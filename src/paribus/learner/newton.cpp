#include <algorithm>
#include <cmath>

#include "paribus/learner/logit_solve.hpp"
#include "paribus/math/cholesky.hpp"
#include "paribus/math/vector.hpp"

namespace paribus {

double largest(View v) {
  double out = 0;
  for (const double x : v) out = x != x || std::abs(x) > out ? std::abs(x) : out;
  return out;
}

bool infers(const LogitRisk& risk) {
  const double size = static_cast<double>(risk.dimension());
  return risk.dimension() <= few_parameters && static_cast<double>(risk.size()) * size * size <= 1e11;
}

void pin_intercepts(const LogitRisk& risk, Matrix& h) {
  if (risk.reference() || !risk.rows().intercept) return;
  const std::size_t m = risk.logits(), from = h.rows - m;
  for (std::size_t k = 0; k < m; ++k)
    for (std::size_t l = 0; l < m; ++l) h(from + k, from + l) += 1.0 / static_cast<double>(m * m);
}

namespace {

/// The factors of h, or of h with as little on its diagonal as makes it definite.
Cholesky definite(const Matrix& h, bool& singular) {
  Cholesky factors{h};
  double most = 0;
  for (std::size_t i = 0; i < h.rows; ++i) most = std::max(most, h(i, i));
  for (double share = 1e-13; !factors.positive() && share < 1; share *= 100) {
    singular = true;
    Matrix more = h;
    for (std::size_t i = 0; i < h.rows; ++i) more(i, i) += share * most + 1e-300;
    factors = Cholesky{std::move(more)};
  }
  return factors;
}

}  // namespace

Solved newton(LogitRisk& risk, Vector start, double tolerance, std::size_t most, Precision precision) {
  Solved s;
  s.theta = std::move(start);
  const std::size_t size = s.theta.size();
  Vector gradient(size), trial(size), next(size);
  s.objective = risk.evaluate(s.theta, {}, gradient);
  for (int further = 0;; ++s.iterations) {
    s.residual = largest(gradient);
    if (s.iterations == most || std::isnan(s.objective)) break;
    Matrix h = risk.hessian(s.theta, precision);
    pin_intercepts(risk, h);
    s.singular = false;
    const Cholesky factors = definite(h, s.singular);
    if (!factors.positive()) break;
    Vector step = factors.solve(gradient);
    const double decrement = dot(step, gradient);   // twice what a quadratic would still give
    // Near a minimum three more steps give all digits; on separated data they would go on for ever.
    if (s.residual <= tolerance && further++ == 3) break;
    if (decrement <= 1e-24 * std::max(1.0, std::abs(s.objective)) || !(decrement > 0)) break;
    // A step whose gain the objective cannot show any more is taken if the gradient falls.
    double a = 1;
    bool moved = false;
    for (int halving = 0; halving < 40 && !moved; ++halving, a /= 2) {
      for (std::size_t i = 0; i < size; ++i) trial[i] = s.theta[i] - a * step[i];
      const double value = risk.evaluate(trial, {}, next);
      moved = value <= s.objective - 1e-4 * a * decrement ||
              (std::abs(value - s.objective) <= 1e-14 * std::abs(s.objective) && largest(next) < 0.5 * s.residual);
      if (moved) s.objective = value;
    }
    if (!moved) break;
    s.theta.swap(trial);
    gradient.swap(next);
  }
  s.converged = s.residual <= tolerance;
  s.path = "Newton's method, " + std::to_string(s.iterations) + (s.iterations == 1 ? " step" : " steps");
  return s;
}

}  // namespace paribus
