#pragma once
// The strong order of a stochastic method on geometric Brownian motion, whose paths are known.

#include "odes.hpp"
#include "paribus/flow/stochastic.hpp"

namespace paribus::odes {

/// Many paths of dX = a X dt + b X dW side by side, one coordinate each. It remembers its Brownian motions.
class Geometric final : public StochasticField {
 public:
  Geometric(std::size_t paths, double a, double b) : W(paths), a_{a}, b_{b} {}
  std::size_t dimension() const override { return W.size(); }
  double direction(View x, const Draw&, Span out) override {
    for (std::size_t i = 0; i < out.size(); ++i) out[i] = a_ * x[i];
    return std::nan("");
  }
  using Field::direction;
  Diffusion diffusion() const override { return Diffusion::diagonal; }
  void diffuse(View x, const Draw&, View dW, Span out) override {
    for (std::size_t i = 0; i < out.size(); ++i) out[i] = b_ * x[i] * dW[i], W[i] += dW[i];
  }
  void bend(View x, const Draw&, Span out) override {
    for (std::size_t i = 0; i < out.size(); ++i) out[i] = b_ * b_ * x[i];
  }
  Vector W;

 private:
  double a_, b_;
};

struct StrongOrder { double order, error; };
/// The slope of log2 mean |X_h(1) - X(1)| over log2 h, and its standard error over independent groups of paths.
inline StrongOrder strong_order(const char* name) {
  constexpr std::size_t paths = 10000, groups = 20;
  constexpr double a = 0.5, b = 0.8;
  std::vector<Vector> slope_data(groups);
  Vector logs;
  for (const int k : {5, 6, 7, 8, 9}) {
    Geometric f(paths, a, b);
    Course course{.to = 1, .h = std::ldexp(1, -k)};
    course.noise = StreamName{7, static_cast<std::uint64_t>(k), "paths"};
    const Solution s = solve(*integrator(name), f, Vector(paths, 1.0), course);
    logs.push_back(-k);
    for (std::size_t g = 0; g < groups; ++g) {
      double sum = 0;
      for (std::size_t i = g; i < paths; i += groups)
        sum += std::abs(s.phase.theta[i] - std::exp((a - b * b / 2) + b * f.W[i]));
      slope_data[g].push_back(std::log2(sum));
    }
  }
  Vector slopes;
  for (const Vector& y : slope_data) {
    double top = 0, bottom = 0;
    for (std::size_t i = 0; i < y.size(); ++i) {
      const double x = logs[i] - mean(logs);
      top += x * y[i], bottom += x * x;
    }
    slopes.push_back(top / bottom);
  }
  return {mean(slopes), std::sqrt(variance(slopes) / groups)};
}

}  // namespace paribus::odes
