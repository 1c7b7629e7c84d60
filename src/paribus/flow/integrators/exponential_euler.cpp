// Exponential Euler on the field's own linear part (Rosenbrock-Euler): theta <- theta + h phi_1(-h H) F(theta), with
// phi_1(z) = (e^z - 1)/z. Exact where the objective is quadratic, whatever h is; order 2 elsewhere. Hessian products
// alone, by Lanczos. Source: Hochbruck & Ostermann, Exponential integrators, Acta Numerica 2010.
#include <cmath>

#include "paribus/flow/integrator.hpp"
#include "paribus/flow/matrix_free.hpp"
#include "paribus/math/vector.hpp"

namespace paribus {
namespace {

class Exponential final : public Integrator {
 public:
  explicit Exponential(const Settings& s)
      : tolerance_{s.real("tolerance", 1e-10, {0, 0.1, true}, "of the product with phi, relative to the step itself")},
        products_{static_cast<int>(s.integer("products", 60, {1, 10000}, "Hessian products of one step"))} {}
  Trust trust() const override { return {.order = 2, .stability = infinity}; }

  Stepped step(Phase& z, Field& field, const Draw& draw, double h, Scratch& scratch) const override {
    auto* const objective = dynamic_cast<Objective*>(&field);
    if (!objective)
      throw Error("exponential_euler needs Hessian products, and this field is not the gradient of an objective",
                  "take rkc, which needs none");
    const Span f = scratch.at(0), d = scratch.at(1);
    Stepped out{};
    out.loss = field.direction(z.theta, draw, f);
    out.gradient_norm = norm(f);
    const Operator hessian = [&](View v, Span to) { objective->hessian_vector(z.theta, draw, v, to); };
    const Products products = phi_product(hessian, h, f, d, tolerance_, products_);
    out.evaluations = 1 + products.count;
    out.accepted = products.converged;
    out.next_h = out.accepted ? h : h / 2;
    if (out.accepted) axpy(h, d, z.theta);
    return out;
  }

 private:
  double tolerance_;
  int products_;
};

}  // namespace
namespace parts::integrators {
extern const Entry<Integrator> exponential_euler = entry<Integrator, Exponential>(
    {"exponential_euler", "exponential Euler", "follows the field's linear part exactly; exact on quadratics",
     "θ ← θ + h φ₁(-h H) F(θ),  φ₁(z) = (eᶻ - 1)/z", "Hochbruck & Ostermann 2010; Saad 1992"});
}  // namespace parts::integrators
}  // namespace paribus
