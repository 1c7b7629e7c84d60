// Euler's method, the gradient descent of a flow: theta <- theta + h F(theta).
// Order 1. On theta' = -lambda theta it does not grow while h lambda <= 2: that is the largest stable learning rate.
#include "paribus/flow/integrator.hpp"
#include "paribus/math/vector.hpp"

namespace paribus {
namespace {

class Euler final : public Integrator {
 public:
  Trust trust() const override { return {.order = 1, .stability = 2}; }
  Stepped step(Phase& z, Field& field, const Draw& draw, double h, Scratch& scratch) const override {
    const Span f = scratch.at(0);
    const double loss = field.direction(z.theta, draw, f);
    axpy(h, f, z.theta);
    return {loss, norm(f), h};
  }
};

}  // namespace
namespace parts::integrators {
extern const Entry<Integrator> euler = entry<Integrator, Euler>(
    {"euler", "Euler", "one step along the tangent; gradient descent is this method", "θ ← θ + h F(θ)", "Euler 1768"});
}  // namespace parts::integrators
}  // namespace paribus
