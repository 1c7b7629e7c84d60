// Leapfrog (Stormer-Verlet): theta is a place q with momentum p, the field is a force: q' = p, p' = F(q).
//   p <- p + h/2 F(q),  q <- q + h p,  p <- p + h/2 F(q)
// Order 2 and symplectic: the energy p^2/2 + L(q) of a potential field wavers by h^2 and does not drift. On
// q'' = -lambda q it does not grow while h^2 lambda <= 4. Source: Hairer, Lubich & Wanner, Acta Numerica 2003.
#include "paribus/flow/step_control.hpp"
#include "paribus/math/vector.hpp"

namespace paribus {
namespace {

class Leapfrog final : public Integrator {
 public:
  Trust trust() const override { return {.order = 2, .stability = 4, .symplectic = true}; }
  std::size_t slots() const override { return 2; }  // the momentum, and the force that the last step ended with
  std::size_t scalars() const override { return StepControl::scalars; }

  Stepped step(Phase& z, Field& field, const Draw& draw, double h, Scratch& scratch) const override {
    const Span f = scratch.at(0), p = z.slots[0];
    Stepped out{0, 0, h, true, 0};
    out.loss = first_stage(z, field, draw, f, out.evaluations, 1);
    out.gradient_norm = norm(f);
    axpy(h / 2, f, p);
    axpy(h, p, z.theta);
    const double loss = field.direction(z.theta, draw, f);
    ++out.evaluations;
    axpy(h / 2, f, p);
    keep_stage(z, draw, f, loss, 1);
    return out;
  }

  /// q' is the momentum, which is known at both ends.
  int interpolate(const Phase& before, const Phase& after, Field&, const Draw&, double h, Scratch&,
                  Interpolant& path) const override {
    path.cubic(before.theta, after.theta, before.slots[0], after.slots[0], h);
    return 0;
  }
};

}  // namespace
namespace parts::integrators {
extern const Entry<Integrator> leapfrog = entry<Integrator, Leapfrog>(
    {"leapfrog", "leapfrog", "theta has a momentum and the field is a force; keeps energy in the mean",
     "p ← p + h F(q)/2; q ← q + h p; p ← p + h F(q)/2", "Störmer 1907; Verlet 1967; Hairer, Lubich & Wanner 2003",
     "verlet"});
}  // namespace parts::integrators
}  // namespace paribus
