#include "paribus/flow/matrix_free.hpp"

#include <algorithm>
#include <cmath>

#include "paribus/math/elementary.hpp"
#include "paribus/math/vector.hpp"

namespace paribus {
namespace {

constexpr double eps = 0x1p-52;

double phi(double z) { return std::abs(z) < eps ? 1 : exact::expm1(z) / z; }

}  // namespace

Products minimal_residual(const Operator& a, View b, Span x, double tolerance, int most, Scratch& scratch,
                          std::size_t first) {
  const std::size_t n = b.size();
  const Span v = scratch.at(first), y = scratch.at(first + 1);
  Span r1 = scratch.at(first + 2), r2 = scratch.at(first + 3);
  Span w = scratch.at(first + 4), w1 = scratch.at(first + 5), w2 = scratch.at(first + 6);
  std::fill(x.begin(), x.end(), 0.0);
  std::fill(w.begin(), w.end(), 0.0);
  std::fill(w1.begin(), w1.end(), 0.0);
  std::copy(b.begin(), b.end(), r1.begin());
  std::copy(b.begin(), b.end(), r2.begin());
  const double start = norm(b);
  Products out{0, start == 0};
  double beta = start, beta_old = 0, c = -1, s = 0, dbar = 0, epsilon = 0, left = start, size = 0;
  while (!out.converged && out.count < most && std::isfinite(left)) {
    // Lanczos' three terms, ...
    for (std::size_t i = 0; i < n; ++i) v[i] = r2[i] / beta;
    a(v, y);
    ++out.count;
    if (beta_old != 0) axpy(-beta / beta_old, r1, y);
    const double alpha = dot(v, y);
    axpy(-alpha / beta, r2, y);
    std::swap(r1, r2);
    std::copy(y.begin(), y.end(), r2.begin());
    beta_old = beta;
    beta = norm(r2);
    size = std::max(size, std::abs(alpha) + beta);
    // ... the rotation that makes the tridiagonal matrix triangular, ...
    const double epsilon_old = epsilon, delta = c * dbar + s * alpha, gbar = s * dbar - c * alpha;
    epsilon = s * beta;
    dbar = -c * beta;
    const double gamma = std::max(std::sqrt(gbar * gbar + beta * beta), eps * size);
    c = gbar / gamma;
    s = beta / gamma;
    const double step = c * left;
    left *= s;
    // ... and one step of the solution.
    std::swap(w2, w1);
    std::swap(w1, w);
    for (std::size_t i = 0; i < n; ++i) w[i] = (v[i] - epsilon_old * w2[i] - delta * w1[i]) / gamma;
    axpy(step, w, x);
    out.converged = std::abs(left) <= tolerance * start;
    if (beta <= eps * size) break;
  }
  return out;
}

Products phi_product(const Operator& a, double h, View b, Span out, double tolerance, int most) {
  const double size = norm(b);
  std::fill(out.begin(), out.end(), 0.0);
  Products done{0, size == 0};
  if (done.converged || !std::isfinite(size)) return done;
  Vector start(b.begin(), b.end());
  scale(1 / size, start);
  Krylov space{std::move(start)};
  Vector weights;
  while (!done.converged && done.count < most) {
    space.grow(a);
    ++done.count;
    if (!std::isfinite(space.left())) return done;
    // The dense problem costs m^3: look at every product at first, then at every fourth.
    if (!space.closed() && done.count < most && done.count > 8 && done.count % 4 != 0) continue;
    const SymmetricEigen e = space.ritz();
    weights.assign(space.size(), 0.0);
    for (std::size_t j = 0; j < weights.size(); ++j) {
      const double p = phi(-h * e.values[j]) * e.vectors(0, j);
      for (std::size_t i = 0; i < weights.size(); ++i) weights[i] += p * e.vectors(i, j);
    }
    done.converged = space.closed() || h * space.left() * std::abs(weights.back()) <= tolerance * norm(weights);
    if (space.closed()) break;
  }
  const Vector result = space.combine(weights);
  for (std::size_t i = 0; i < out.size(); ++i) out[i] = size * result[i];
  return done;
}

}  // namespace paribus
