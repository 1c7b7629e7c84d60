#pragma once
// Equations of the second order, q'' = F(q), whose solutions are known: by formula, and two by tests/reference/ode.json.

#include "odes.hpp"

namespace paribus::odes {

struct Jacobi { double sn, cn, dn; };
/// The elliptic functions of u with parameter m < 1, by arithmetic and geometric means (Abramowitz & Stegun 1964, 16.4).
inline Jacobi jacobi(double u, double m) {
  constexpr int last = 6;
  double a[last + 1]{1}, c[last + 1]{std::sqrt(m)}, b = std::sqrt(1 - m);
  for (int i = 1; i <= last; ++i) {
    a[i] = (a[i - 1] + b) / 2, c[i] = (a[i - 1] - b) / 2;
    b = std::sqrt(a[i - 1] * b);
  }
  double angle = std::ldexp(a[last] * u, last);
  for (int i = last; i > 0; --i) angle = (angle + std::asin(c[i] / a[i] * std::sin(angle))) / 2;
  const double sn = std::sin(angle);
  return {sn, std::cos(angle), std::sqrt(1 - m * sn * sn)};
}

/// `start` and `end` hold place and momentum, and so does what `exact` returns.
inline std::vector<Known> forces() {
  std::vector<Known> all;
  const auto reference = [&](const char* name, Given::Function f) {
    Known k = from_reference("force", name, {});
    k.field = std::make_shared<Given>(k.start.size() / 2, std::move(f));
    all.push_back(std::move(k));
  };
  const auto formula = [&](const char* name, Given::Function f, std::function<Vector(double)> exact) {
    const Vector start = exact(0);
    all.push_back({name, std::make_shared<Given>(start.size() / 2, std::move(f)), start, 3, exact, exact(3)});
  };
  formula("oscillator", [](View q, Span f) { f[0] = -q[0]; }, [](double t) { return Vector{std::cos(t), -std::sin(t)}; });
  formula("springs", [](View q, Span f) { f[0] = q[1] - 2 * q[0], f[1] = q[0] - 2 * q[1]; }, [](double t) {
    // Swinging together with frequency 1, and against each other with sqrt 3.
    const double w = std::sqrt(3), with = 0.6 * std::cos(t), against = 0.4 * std::cos(w * t), a = -0.6 * std::sin(t),
                 b = -0.4 * w * std::sin(w * t);
    return Vector{with + against, with - against, a + b, a - b};
  });
  formula("pendulum", [](View q, Span f) { f[0] = -std::sin(q[0]); }, [](double t) {
    const double k = std::sin(1), m = k * k;  // from rest at an angle of 2
    const auto [sn, cn, dn] = jacobi(t, m);
    return Vector{2 * std::asin(k * cn / dn), -2 * k * std::sqrt(1 - m) * sn / dn};
  });
  formula("duffing", [](View q, Span f) { f[0] = -q[0] - q[0] * q[0] * q[0]; }, [](double t) {
    const double w = std::sqrt(2);
    const auto [sn, cn, dn] = jacobi(w * t, 0.25);
    return Vector{cn, -w * sn * dn};
  });
  formula("morse", [](View q, Span f) { f[0] = 2 * (std::exp(-2 * q[0]) - std::exp(-q[0])); }, [](double t) {
    constexpr double e = 0.25;  // its energy; exp q swings harmonically
    const double w = std::sqrt(2 * (1 - e)), r = std::sqrt(e), u = 1 - r * std::cos(w * t);
    return Vector{std::log(u / (1 - e)), r * w * std::sin(w * t) / u};
  });
  formula("centrifugal", [](View q, Span f) { f[0] = 1 / (q[0] * q[0] * q[0]) - q[0]; }, [](double t) {
    const double c = std::cos(t), s = std::sin(t), q = std::sqrt(2.25 * c * c + s * s / 2.25);
    return Vector{q, (1 / 2.25 - 2.25) * s * c / q};
  });
  formula("repulsion", [](View q, Span f) { f[0] = std::exp(-q[0]); }, [](double t) {
    const double w = std::sqrt(0.5);
    return Vector{2 * std::log(std::cosh(w * t)), 2 * w * std::tanh(w * t)};
  });
  reference("toda", [](View q, Span f) {
    f[0] = std::exp(q[1] - q[0]) - std::exp(q[0]), f[1] = std::exp(-q[1]) - std::exp(q[1] - q[0]);
  });
  reference("henon_heiles", [](View q, Span f) {
    f[0] = -q[0] - 2 * q[0] * q[1], f[1] = -q[1] - q[0] * q[0] + q[1] * q[1];
  });
  formula("orbit", [](View q, Span f) {
    const double r3 = std::pow(q[0] * q[0] + q[1] * q[1], 1.5);
    f[0] = -q[0] / r3, f[1] = -q[1] / r3;
  }, [](double t) { return kepler(0.3, t); });
  return all;
}

}  // namespace paribus::odes
