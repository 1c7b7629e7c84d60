// Heun's method: the mean of the slopes at both ends of Euler's step.
// Order 2; R(z) = 1 + z + z^2/2, at most 1 in size on [-2, 0]: no longer steps than Euler's, but truer ones.
#include "paribus/flow/integrator.hpp"
#include "paribus/flow/stages.hpp"
#include "paribus/math/vector.hpp"

namespace paribus {
namespace {

constexpr double a[] = {1}, b[] = {1.0 / 2, 1.0 / 2};

class Heun final : public Integrator {
 public:
  Trust trust() const override { return {.order = 2, .stability = 2}; }
  Stepped step(Phase& z, Field& field, const Draw& draw, double h, Scratch& scratch) const override {
    Stages k{z.theta, field, draw, h, 2, scratch};
    const double loss = k.evaluate(0, {});
    k.evaluate_all(a, 2);
    k.combine(z.theta, b, z.theta);
    return {loss, norm(k.k(0)), h, true, k.evaluations()};
  }
};

}  // namespace
namespace parts::integrators {
extern const Entry<Integrator> heun = entry<Integrator, Heun>(
    {"heun", "Heun", "the mean of the slopes at both ends of Euler's step",
     "k₀ = F(θ); k₁ = F(θ + h k₀); θ ← θ + h (k₀ + k₁)/2", "Heun 1900"});
}  // namespace parts::integrators
}  // namespace paribus
