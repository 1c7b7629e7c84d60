#include <algorithm>
#include <cmath>

#include "paribus/learner/logit_solve.hpp"
#include "paribus/math/vector.hpp"

namespace paribus {
namespace {

/// H p = -g to a residual of `share` |g| or `most` products; at least one step, so that p goes downhill.
std::size_t conjugate_gradients(LogitRisk& risk, View theta, View g, double share, std::size_t most, Vector& p) {
  const std::size_t size = g.size();
  most = std::min({most, 2 * size + 10, std::size_t{500}});
  Vector r(size), q(size), hq(size);
  std::ranges::fill(p, 0.0);
  for (std::size_t i = 0; i < size; ++i) q[i] = r[i] = -g[i];
  double rr = dot(r, r);
  const double enough = share * share * rr;
  std::size_t k = 0;
  while (k < most && rr > enough) {
    risk.hessian_vector(theta, {}, q, hq);
    const double bend = dot(q, hq);
    ++k;
    if (!(bend > 1e-300)) {
      if (k == 1) axpy(1, q, p);
      break;
    }
    const double a = rr / bend;
    axpy(a, q, p);
    axpy(-a, hq, r);
    const double before = rr;
    rr = dot(r, r);
    scale(rr / before, q);
    axpy(1, r, q);
  }
  return k;
}

}  // namespace

Solved newton_cg(LogitRisk& risk, Vector start, double tolerance, std::size_t most, std::size_t most_products) {
  Solved s;
  s.theta = std::move(start);
  const std::size_t size = s.theta.size();
  Vector g(size), p(size), trial(size), next(size);
  s.objective = risk.evaluate(s.theta, {}, g);
  std::size_t products = 0;
  for (; s.iterations < most && products < most_products; ++s.iterations) {
    s.residual = largest(g);
    if (!(s.residual > tolerance)) break;
    products += conjugate_gradients(risk, s.theta, g, std::min(0.1, std::sqrt(norm(g))), most_products - products, p);
    const double slope = dot(p, g);
    double a = 1;
    bool moved = false;
    for (int halving = 0; halving < 40 && !moved; ++halving, a /= 2) {
      for (std::size_t i = 0; i < size; ++i) trial[i] = s.theta[i] + a * p[i];
      const double value = risk.evaluate(trial, {}, next);
      moved = value <= s.objective + 1e-4 * a * slope ||
              (std::abs(value - s.objective) <= 1e-14 * std::abs(s.objective) && largest(next) < 0.9 * s.residual);
      if (moved) s.objective = value;
    }
    if (!moved) break;
    s.theta.swap(trial);
    g.swap(next);
  }
  s.residual = largest(g);
  s.converged = s.residual <= tolerance;
  s.path = "Newton's method by conjugate gradients, " + std::to_string(s.iterations) + " steps, " + std::to_string(products) + " Hessian products";
  return s;
}

}  // namespace paribus
