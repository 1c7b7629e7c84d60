#pragma once
// What an integrator promises, measured: its order on each problem, and how far it is stable.

#include <algorithm>

#include "odes.hpp"

namespace paribus::odes {

/// With steps of one length, if it can choose them.
inline std::unique_ptr<const Integrator> fixed(const Entry<Integrator>& e) {
  for (const Ask& ask : asks(e))
    if (ask.name == "adaptive") {
      const Choices c{{"adaptive", {false}}};
      return e.make(Settings{c, ""});
    }
  return e.make(Settings{});
}

/// The root of the summed squares of the distances from the known solution after each quarter of the course, n/4 steps
/// of one length each (always at the same places, so that the error is a smooth function of n); at the end alone if
/// only that is known.
inline double error_after(const Integrator& m, const Known& k, int n) {
  Course course{.to = k.to, .h = k.to / n};
  double squares = 0;
  if (k.exact) course.at = {k.to / 4, k.to / 2, 3 * k.to / 4, k.to};
  course.witness = [&](double t, View y) { squares += std::pow(distance(y, k.exact(t)), 2); };
  const Solution s = solve(m, *k.field, phase(m, *k.field, k.start), course);
  if (s.outcome != Outcome::finished) return infinity;
  return k.exact ? std::sqrt(squares) : distance(s.phase.theta, k.end);
}

/// The exponent p of error ~ h^p: the slope of log error over log h between the finest numbers of steps, a factor 9/8
/// apart, whose error rounding does not spoil. NaN where the law is not to be seen: the two halves of the line differ
/// in slope, since rounding comes before the law does, or there is no error at all.
inline double measured_order(const Integrator& m, const Known& k) {
  const double rounding = (m.trust().order > 4 ? 3e-13 : 2e-12) * (1 + norm(k.start));
  const int most = m.trust().order > 4 ? 6000 : 1000;
  Vector x, y;
  for (int n = 8; n < most; n = std::max(n + 4, n * 9 / 32 * 4)) {
    const double e = error_after(m, k, n);
    if (e < rounding) break;
    if (std::isfinite(e)) x.push_back(std::log(k.to / n)), y.push_back(std::log(e));
  }
  constexpr std::size_t points = 5, half = points / 2;
  if (x.size() < points) return std::nan("");
  const std::size_t a = x.size() - points, b = a + half, c = x.size() - 1;
  const auto slope = [&](std::size_t i, std::size_t j) { return (y[i] - y[j]) / (x[i] - x[j]); };
  return std::abs(slope(a, b) - slope(b, c)) < 0.02 * m.trust().order ? slope(a, c) : std::nan("");
}

/// The largest z = h lambda (h^2 lambda for a force) at which theta' = -lambda theta (theta'' = ...) does not grow, by
/// bisection with lambda = 1; infinity if not even at 1e6.
inline double measured_stability(const Integrator& m) {
  Downhill line{[](double y) { return -y; }, [](double) { return -1.0; }};
  const bool force = m.trust().symplectic;
  const auto stable = [&](double z) {
    const double h = force ? std::sqrt(z) : z;
    Phase p = start_phase(m, line, {1.0});
    if (force) Span(p.slots[0])[0] = 0.5;
    Scratch scratch{1};
    // A force may let theta swing up by 1 / sqrt(4 - z) and yet be stable; a decay never grows.
    const double bound = force ? 1e4 : 1 + 1e-9;
    for (int i = 0; i < 20000 && std::abs(p.theta[0]) <= bound; ++i) m.step(p, line, {}, h, scratch);
    return std::abs(p.theta[0]) <= bound;
  };
  if (stable(1e6)) return infinity;
  double low = 0.1, high = 1e6;
  while (high - low > 1e-9 * high) {
    const double z = std::sqrt(low * high);
    (stable(z) ? low : high) = z;
  }
  return low;
}

}  // namespace paribus::odes
