// Profile likelihood (Venables & Ripley 2002, Modern applied statistics with S, section 7.2; R's confint).
#include <algorithm>
#include <cmath>

#include "paribus/learner/logit_fit.hpp"
#include "paribus/math/cholesky.hpp"
#include "paribus/math/distribution.hpp"
#include "paribus/math/vector.hpp"

namespace paribus {
namespace {

struct Held { double loss, pull; };   ///< at the least loss where a . theta is held: the loss, and its derivative by a . theta

/// Newton's method within the plane a . theta = constant, from theta and in place.
Held hold(LogitRisk& risk, Vector& theta, View a) {
  Vector g(theta.size()), next(theta.size()), trial(theta.size());
  double loss = risk.evaluate(theta, {}, g);
  for (int step = 0; step < 50; ++step) {
    const Cholesky h{risk.hessian(theta, Precision::float64)};
    if (!h.positive()) break;
    Vector p = h.solve(g);
    const Vector ha = h.solve(a);
    axpy(-dot(a, p) / dot(a, ha), ha, p);
    const double decrement = dot(p, g);
    if (!(decrement > 1e-22 * std::abs(loss))) break;
    double value = 0, length = 1;
    for (int halving = 0; halving < 40; ++halving, length /= 2) {
      for (std::size_t i = 0; i < theta.size(); ++i) trial[i] = theta[i] - length * p[i];
      value = risk.evaluate(trial, {}, next);
      if (value <= loss - 1e-4 * length * decrement + 1e-15 * std::abs(loss)) break;
    }
    theta.swap(trial);
    g.swap(next);
    loss = value;
  }
  return {loss, dot(g, a) / dot(a, a)};
}

}  // namespace

Profiled profile(LogitRisk& risk, View theta, View a, double level) {
  const double total = risk.rows().total, wanted = normal_quantile((1 + level) / 2), at = dot(a, theta);
  const double least = risk.evaluate(theta, {}, {});
  const Vector toward = Cholesky{risk.hessian(theta, Precision::float64)}.solve(a);
  const double error = std::sqrt(dot(a, toward) / total);
  const auto end = [&](double side) {
    Vector here(theta.begin(), theta.end());
    double distance = 0, next = wanted * error;
    for (int turn = 0; turn < 60; ++turn) {
      axpy(side * (next - distance) / dot(a, toward), toward, here);
      distance = next;
      const Held held = hold(risk, here, a);
      // The signed root of twice the loss it costs is nearly linear in the distance: Newton's method on it.
      const double root = std::sqrt(std::max(0.0, 2 * total * (held.loss - least))), slope = total * std::abs(held.pull) / root;
      next = std::clamp(distance - (root - wanted) / slope, distance / 3, 3 * distance);
      if (std::abs(next - distance) <= 1e-11 * distance) break;
    }
    return at + side * next;
  };
  return {end(-1), end(1)};
}

}  // namespace paribus
