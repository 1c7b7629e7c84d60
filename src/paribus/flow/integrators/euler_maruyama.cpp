// Euler and Maruyama's method: Euler's step, and the chance of that step.
// Strong order 1/2 (1 if sigma is constant), weak order 1. On a field without chance it is Euler's method.
#include "paribus/flow/integrator.hpp"
#include "paribus/flow/stochastic.hpp"

namespace paribus {
namespace {

class EulerMaruyama final : public Integrator {
 public:
  Trust trust() const override { return {.order = 0.5, .stability = 2, .dense_order = 0, .stochastic = true}; }
  Stepped step(Phase& z, Field& field, const Draw& draw, double h, Scratch& scratch) const override {
    return stochastic_step(z, field, draw, h, scratch, false);
  }
  /// A Brownian path has no slope: the straight line is the mean of the paths through both ends.
  int interpolate(const Phase& before, const Phase& after, Field&, const Draw&, double, Scratch&,
                  Interpolant& path) const override {
    path.line(before.theta, after.theta);
    return 0;
  }
};

}  // namespace
namespace parts::integrators {
extern const Entry<Integrator> euler_maruyama = entry<Integrator, EulerMaruyama>(
    {"euler_maruyama", "Euler-Maruyama", "Euler's step and the chance of that step", "θ ← θ + h F(θ) + σ(θ) ΔW",
     "Maruyama 1955; Kloeden & Platen 1992"});
}  // namespace parts::integrators
}  // namespace paribus
