#include "paribus/theory/mean_field.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "paribus/math/quadrature.hpp"

namespace paribus {
namespace {

double phi(double x) { return std::tanh(x); }
double slope_of_phi(double x) {
  const double t = std::tanh(x);
  return 1 - t * t;
}
double bend_of_phi(double x) { return -2 * std::tanh(x) * slope_of_phi(x); }

/// The zero of a function that is positive at low and not at high.
double falling_zero(const Integrand& f, double low, double high) {
  for (int i = 0; i < 200 && high - low > 1e-15 * high; ++i) {
    const double middle = (low + high) / 2;
    (f(middle) > 0 ? low : high) = middle;
  }
  return (low + high) / 2;
}

/// E phi(r Z)^2 and E phi'(r Z)^2.
double square(double r) { return normal_mean([r](double z) { return phi(r * z) * phi(r * z); }); }
double square_slope(double r) {
  return normal_mean([r](double z) { return slope_of_phi(r * z) * slope_of_phi(r * z); });
}

/// E f(u) f(v) for u, v normal of variance q and correlation c: E over u of f(u) times the mean of f(v) given u.
double pair_mean(double (*f)(double), double q, double c) {
  const double r = std::sqrt(q), rest = std::sqrt(std::max(0.0, 1 - c * c));
  // Trapezoidal sums in both directions, with steps a fraction of the distance pi / 2r of tanh's nearest pole.
  const double h = std::min(0.125, 0.25 / r), reach = 9;
  const int count = static_cast<int>(reach / h);
  Vector weight(static_cast<std::size_t>(count) + 1);
  for (int i = 0; i <= count; ++i)
    weight[static_cast<std::size_t>(i)] = h / std::sqrt(2 * std::numbers::pi) * std::exp(-h * h * i * i / 2);
  const auto at = [&](int i) { return weight[static_cast<std::size_t>(std::abs(i))]; };
  double sum = 0;
  for (int i = -count; i <= count; ++i) {
    double inner = 0;
    for (int j = -count; j <= count; ++j) inner += at(j) * f(r * (c * h * i + rest * h * j));
    sum += at(i) * f(r * h * i) * inner;
  }
  return sum;
}

}  // namespace

double depth_scale(double chi) { return 1 / std::abs(std::log(chi)); }

MeanField tanh_mean_field(double weight, double bias) {
  MeanField m;
  // The length map is concave, so it crosses q once above 0; with b = 0 and w <= 1 only at 0.
  if (bias > 0 || weight > 1)
    m.length = falling_zero([&](double q) { return weight * square(std::sqrt(q)) + bias - q; }, 0, weight + bias);
  const double r = std::sqrt(m.length);
  m.chi = weight * square_slope(r);
  m.length_chi = m.chi + weight * normal_mean([r](double z) { return bend_of_phi(r * z) * phi(r * z); });
  m.correlation_chi = m.length > 0 ? m.chi : 1;  // at q* = 0 the network is linear
  if (m.chi > 1) {
    // The correlation map is convex, with c = 1 as its unstable fixed point: Newton's method from 0 rises to the other.
    m.correlation = 0;
    for (int i = 0; i < 60; ++i) {
      const double gap = (weight * pair_mean(phi, m.length, m.correlation) + bias) / m.length - m.correlation;
      m.correlation_chi = weight * pair_mean(slope_of_phi, m.length, m.correlation);
      if (gap <= 1e-14 || m.correlation_chi >= 1) break;
      m.correlation = std::min(1.0, m.correlation + gap / (1 - m.correlation_chi));
    }
  }
  return m;
}

MeanField relu_mean_field(double weight, double bias) {
  MeanField m;
  m.chi = m.length_chi = weight / 2;
  m.correlation_chi = weight < 2 && bias > 0 ? m.chi : 1;
  m.length = weight < 2 ? bias / (1 - weight / 2) : bias > 0 || weight > 2 ? HUGE_VAL : std::nan("");
  return m;
}

double tanh_edge_of_chaos(double bias) {
  // chi = 1 makes w a function of q, and with it b: q - E phi^2 / E phi'^2, which rises from 0 for tanh.
  const auto weight = [](double q) { return 1 / square_slope(std::sqrt(q)); };
  if (bias == 0) return 1;
  double high = 1;
  const auto left = [&](double q) { return bias - (q - weight(q) * square(std::sqrt(q))); };
  while (left(high) > 0 && high < 1e6) high *= 2;
  return weight(falling_zero(left, 0, high));
}

}  // namespace paribus
