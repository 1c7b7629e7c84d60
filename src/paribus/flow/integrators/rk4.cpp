// The classical Runge-Kutta method: four slopes, weighted as in Simpson's rule.
// Order 4; on [-z, 0] its R is the Taylor polynomial of degree 4, at most 1 in size up to z = 2.785293563405282.
#include "paribus/flow/integrator.hpp"
#include "paribus/flow/stages.hpp"
#include "paribus/math/vector.hpp"

namespace paribus {
namespace {

constexpr double a[] = {1.0 / 2,           //
                        0,       1.0 / 2,  //
                        0,       0,       1};
constexpr double b[] = {1.0 / 6, 1.0 / 3, 1.0 / 3, 1.0 / 6};

class Classical final : public Integrator {
 public:
  Trust trust() const override { return {.order = 4, .stability = 2.785293563405282}; }
  Stepped step(Phase& z, Field& field, const Draw& draw, double h, Scratch& scratch) const override {
    Stages k{z.theta, field, draw, h, 4, scratch};
    const double loss = k.evaluate(0, {});
    k.evaluate_all(a, 4);
    k.combine(z.theta, b, z.theta);
    return {loss, norm(k.k(0)), h, true, k.evaluations()};
  }
};

}  // namespace
namespace parts::integrators {
extern const Entry<Integrator> rk4 = entry<Integrator, Classical>(
    {"rk4", "Runge-Kutta 4", "the classical method: four slopes, weighted as in Simpson's rule",
     "k₁ = F(θ + h k₀/2), k₂ = F(θ + h k₁/2), k₃ = F(θ + h k₂); θ ← θ + h (k₀ + 2k₁ + 2k₂ + k₃)/6", "Kutta 1901"});
}  // namespace parts::integrators
}  // namespace paribus
