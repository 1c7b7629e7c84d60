// The way to the optimum of a risk with l1 sum_j |w_j|: Newton's quadratic is minimized together with the corners, by
// coordinate descent (Lee, Sun & Saunders 2014, Proximal Newton-type methods); where its Hessian would be too large, the
// accelerated proximal gradient with restarts (Beck & Teboulle 2009; O'Donoghue & Candes 2015).
#include <algorithm>
#include <cmath>

#include "paribus/learner/logit_solve.hpp"
#include "paribus/math/vector.hpp"

namespace paribus {
namespace {

double shrink(double x, double by) { return x > by ? x - by : x < -by ? x + by : 0; }

/// The least element of the subdifferential of coordinate i, given the gradient g of the smooth part.
double subgradient(double theta, double g, double l1) {
  return theta > 0 ? g + l1 : theta < 0 ? g - l1 : shrink(g, l1);
}

double residual(View theta, View g, View l1) {
  double out = 0;
  for (std::size_t i = 0; i < theta.size(); ++i) out = std::max(out, std::abs(subgradient(theta[i], g[i], l1[i])));
  return out;
}

double corners(View theta, View l1) {
  double out = 0;
  for (std::size_t i = 0; i < theta.size(); ++i) out += l1[i] * std::abs(theta[i]);
  return out;
}

/// to = the minimum of g.(to - theta) + (to - theta).h(to - theta)/2 + sum l1 |to|, until its subgradient is below `enough`.
void descend(const Matrix& h, View theta, View g, View l1, double enough, Vector& to) {
  to.assign(theta.begin(), theta.end());
  Vector slope(g.begin(), g.end());   // g + h (to - theta)
  for (int sweep = 0; sweep < 1000; ++sweep) {
    double worst = 0;
    for (std::size_t i = 0; i < to.size(); ++i) {
      worst = std::max(worst, std::abs(subgradient(to[i], slope[i], l1[i])));
      const double next = shrink(to[i] - slope[i] / h(i, i), l1[i] / h(i, i)), moved = next - to[i];
      if (moved == 0) continue;
      to[i] = next;
      axpy(moved, h.row(i), slope);
    }
    if (worst <= enough) break;
  }
}

/// The largest eigenvalue that the Hessian can have anywhere is at most (two classes: half) this one's, of X^T W X / 2.
double steepest(LogitRisk& risk) {
  const Vector zero(risk.dimension());
  Vector v(risk.dimension(), 1), hv(v.size());
  double value = 1;
  for (int i = 0; i < 30; ++i) {
    scale(1 / norm(v), v);
    risk.hessian_vector(zero, {}, v, hv);
    value = norm(hv);
    v.swap(hv);
  }
  return 1.1 * value * static_cast<double>(risk.rows().classes()) / 2;
}

}  // namespace

Solved proximal(LogitRisk& risk, double penalty, double tolerance) {
  Solved s;
  const std::size_t size = risk.dimension(), m = risk.logits();
  Vector l1(size), g(size), to(size), trial(size), next(size);
  for (std::size_t j = 0; j < risk.rows().features(); ++j)
    for (std::size_t k = 0; k < m; ++k) l1[j * m + k] = penalty / risk.rows().scale[j];
  s.theta.resize(size);
  const bool few = size <= few_parameters;
  const double step = few ? 0 : 1 / steepest(risk);
  Vector ahead = s.theta;
  double momentum = 1, smooth = risk.evaluate(s.theta, {}, g);
  for (const std::size_t most = few ? 100 : 20000; s.iterations < most; ++s.iterations) {
    s.residual = residual(few ? s.theta : ahead, g, l1);
    if (!(s.residual > tolerance)) break;
    if (!few) {
      for (std::size_t i = 0; i < size; ++i) to[i] = shrink(ahead[i] - step * g[i], step * l1[i]);
      double against = 0;
      for (std::size_t i = 0; i < size; ++i) against += (ahead[i] - to[i]) * (to[i] - s.theta[i]);
      if (against > 0) momentum = 1;
      const double grown = (1 + std::sqrt(1 + 4 * momentum * momentum)) / 2, share = (momentum - 1) / grown;
      for (std::size_t i = 0; i < size; ++i) ahead[i] = to[i] + share * (to[i] - s.theta[i]);
      momentum = grown;
      s.theta.swap(to);
      smooth = risk.evaluate(ahead, {}, g);
      continue;
    }
    Matrix h = risk.hessian(s.theta, Precision::float64);
    pin_intercepts(risk, h);
    for (std::size_t i = 0; i < size; ++i) h(i, i) += 1e-14 * h(i, i) + 1e-300;
    descend(h, s.theta, g, l1, std::max(0.01 * std::min(1.0, s.residual) * s.residual, 0.1 * tolerance), to);
    double promised = corners(to, l1) - corners(s.theta, l1);
    for (std::size_t i = 0; i < size; ++i) promised += g[i] * (to[i] - s.theta[i]);
    const double before = smooth + corners(s.theta, l1);
    bool moved = false;
    double a = 1;
    for (int halving = 0; halving < 40 && !moved; ++halving, a /= 2) {
      for (std::size_t i = 0; i < size; ++i) trial[i] = a == 1 ? to[i] : s.theta[i] + a * (to[i] - s.theta[i]);
      const double value = risk.evaluate(trial, {}, next), all = value + corners(trial, l1);
      moved = all <= before + 1e-4 * a * promised || (std::abs(all - before) <= 1e-14 * before && residual(trial, next, l1) < 0.5 * s.residual);
      if (moved) smooth = value;
    }
    if (!moved) break;
    s.theta.swap(trial);
    g.swap(next);
  }
  if (!few) s.theta = ahead;   // where the gradient is known
  smooth = risk.evaluate(s.theta, {}, g);
  s.objective = smooth + corners(s.theta, l1);
  s.residual = residual(s.theta, g, l1);
  s.converged = s.residual <= tolerance;
  s.path = (few ? "proximal Newton, " : "accelerated proximal gradient, ") + std::to_string(s.iterations) + " steps";
  return s;
}

}  // namespace paribus
