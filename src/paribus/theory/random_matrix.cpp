#include "paribus/theory/random_matrix.hpp"

#include <cmath>
#include <numbers>

#include "paribus/math/quadrature.hpp"

namespace paribus::random_matrix {

Edges edges(double gamma, double variance) {
  const double r = std::sqrt(gamma);
  return {variance * (1 - r) * (1 - r), variance * (1 + r) * (1 + r)};
}

double density(double x, double gamma, double variance) {
  const auto [low, high] = edges(gamma, variance);
  if (!(x > low && x < high)) return 0;
  return std::sqrt((high - x) * (x - low)) / (2 * std::numbers::pi * gamma * variance * x);
}

double median(double gamma) {
  const auto [low, high] = edges(gamma);
  double below = low, above = high;
  for (int i = 0; i < 60; ++i) {
    const double middle = (below + above) / 2;
    // x = low + t^2: the density of a square matrix has a pole at 0, which this takes away.
    const auto steep = [&, low = low](double t) { return 2 * t * density(low + t * t, gamma); };
    (integral(steep, 0, std::sqrt(middle - low)) < 0.5 ? below : above) = middle;
  }
  return (below + above) / 2;
}

double spike_threshold(double gamma) { return 1 + std::sqrt(gamma); }

double spike_variance(double spike, double gamma) {
  return spike > spike_threshold(gamma) ? spike * (1 + gamma / (spike - 1)) : edges(gamma).high;
}

double spike_overlap(double spike, double gamma) {
  if (!(spike > spike_threshold(gamma))) return 0;
  const double above = spike - 1;
  return (1 - gamma / (above * above)) / (1 + gamma / above);
}

double gavish_donoho_factor(double beta) {
  const double best = std::sqrt(2 * (beta + 1) + 8 * beta / (beta + 1 + std::sqrt(beta * beta + 14 * beta + 1)));
  return best / std::sqrt(median(beta));
}

}  // namespace paribus::random_matrix
