#include "paribus/math/density.hpp"

#include <cassert>
#include <cmath>
#include <numbers>

#include "paribus/math/elementary.hpp"
#include "paribus/math/vector.hpp"

namespace paribus {
namespace {

/// The mean over the rules of sum_j weight_j f(node_j).
template <class F>
ProbeMean average(std::span<const GaussRule> rules, F f) {
  Vector samples;
  for (const GaussRule& q : rules) {
    double s = 0;
    for (std::size_t j = 0; j < q.nodes.size(); ++j) s += q.weights[j] * f(q.nodes[j]);
    samples.push_back(s);
  }
  return probe_mean(samples);
}

}  // namespace

std::vector<GaussRule> spectral_rules(std::size_t n, const Operator& a, std::size_t m, std::size_t probes, ProbeLaw kind,
                                             const StreamName& name) {
  assert(n > 0 && m > 0);
  std::vector<GaussRule> out;
  for (std::size_t p = 0; p < probes; ++p) {
    Vector v(n);
    fill_probe(kind, name, p, v);
    scale(1 / norm(v), v);
    Krylov space{std::move(v)};
    while (space.size() < m && !space.closed()) space.grow(a);
    SymmetricEigen ritz = space.ritz();
    GaussRule q{std::move(ritz.values), {}};
    for (std::size_t j = 0; j < q.nodes.size(); ++j) q.weights.push_back(ritz.vectors(0, j) * ritz.vectors(0, j));
    out.push_back(std::move(q));
  }
  return out;
}

ProbeMean spectral_moment(std::span<const GaussRule> rules, int power) {
  return average(rules, [power](double node) {
    double x = 1;
    for (int k = 0; k < power; ++k) x *= node;
    return x;
  });
}

Density spectral_density(std::span<const GaussRule> rules, View points, double width) {
  assert(width > 0);
  const double height = 1 / (width * std::sqrt(2 * std::numbers::pi));
  Density out;
  for (const double at : points) {
    const ProbeMean e = average(rules, [&](double node) {
      const double z = (at - node) / width;
      return height * exact::exp(-z * z / 2);
    });
    out.values.push_back(e.value);
    out.errors.push_back(e.error);
  }
  return out;
}

}  // namespace paribus
