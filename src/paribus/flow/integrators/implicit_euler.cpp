// Implicit Euler: the slope at the end of the step, theta+ = theta + h F(theta+). For a gradient flow this is the
// proximal point, the minimum of L(y) + |y - theta|^2 / 2h. Order 1; on theta' = -lambda theta it never grows.
// The equation is solved by Newton's method, whose linear systems (I + h H) d = r need only Hessian products.
#include <algorithm>
#include <cmath>

#include "paribus/flow/integrator.hpp"
#include "paribus/flow/matrix_free.hpp"
#include "paribus/math/vector.hpp"

namespace paribus {
namespace {

class Implicit final : public Integrator {
 public:
  explicit Implicit(const Settings& s)
      : tolerance_{s.real("tolerance", 1e-10, {0, 0.1, true}, "of the equation of a step, relative to the step")},
        newton_{s.integer("newton_steps", 20, {1, 1000}, "that are tried before a step is refused")},
        products_{static_cast<int>(s.integer("products", 100, {1, 1e6}, "Hessian products of one Newton step"))} {}
  Trust trust() const override { return {.order = 1, .stability = infinity}; }

  Stepped step(Phase& z, Field& field, const Draw& draw, double h, Scratch& scratch) const override {
    auto* const objective = dynamic_cast<Objective*>(&field);
    if (!objective)
      throw Error("implicit_euler needs Hessian products, and this field is not the gradient of an objective",
                  "take rkc, which needs none");
    const Span f = scratch.at(0), y = scratch.at(1), r = scratch.at(2), d = scratch.at(3);
    Stepped out{};
    out.loss = field.direction(z.theta, draw, f);
    out.gradient_norm = norm(f);
    out.evaluations = 1;
    out.accepted = false;
    out.next_h = h / 2;
    // Below this the residual is rounding.
    const double enough = tolerance_ * h * out.gradient_norm + 0x1p-50 * norm(z.theta);
    std::copy(z.theta.begin(), z.theta.end(), y.begin());
    for (std::int64_t i = 0; i <= newton_; ++i) {
      if (i > 0) {
        field.direction(y, draw, f);
        ++out.evaluations;
      }
      for (std::size_t j = 0; j < r.size(); ++j) r[j] = z.theta[j] + h * f[j] - y[j];
      const double left = norm(r);
      if (!std::isfinite(left)) return out;
      out.accepted = left <= enough;
      if (out.accepted || i == newton_) break;
      const Operator shifted = [&](View v, Span to) {
        objective->hessian_vector(y, draw, v, to);
        for (std::size_t j = 0; j < to.size(); ++j) to[j] = v[j] + h * to[j];
      };
      out.evaluations += minimal_residual(shifted, r, d, 1e-3, products_, scratch, 4).count;
      axpy(1, d, y);
    }
    if (!out.accepted) return out;
    out.next_h = h;
    std::copy(y.begin(), y.end(), z.theta.begin());
    return out;
  }

 private:
  double tolerance_;
  std::int64_t newton_;
  int products_;
};

}  // namespace
namespace parts::integrators {
extern const Entry<Integrator> implicit_euler = entry<Integrator, Implicit>(
    {"implicit_euler", "implicit Euler", "the slope at the end of the step, by Newton's method; the proximal point",
     "θ⁺ = θ + h F(θ⁺);  (I + h H) d = θ + h F(y) - y", "Hairer & Wanner 1996, IV.3; Paige & Saunders 1975"});
}  // namespace parts::integrators
}  // namespace paribus
