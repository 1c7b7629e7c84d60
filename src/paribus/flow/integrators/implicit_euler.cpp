// Implicit Euler: the slope at the end of the step, theta+ = theta + h F(theta+). For a gradient flow this is the
// proximal point, the minimum of L(y) + |y - theta|^2 / 2h. Order 1; on theta' = -lambda theta it never grows.
// The equation is solved by Newton's method, whose linear systems (I + h H) d = r need only Hessian products. Where h is
// long against negative curvature the equation has several roots, maxima among them. So every iterate must lie lower in
// the proximal objective than the one before (backtracking as in Nocedal & Wright 2006, 3.1), which begins at theta: the
// root that is met is a minimum downhill of there. A field that knows no potential (NaN) is solved without this check.
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
    Point at{out.loss, residual(z.theta, f, y, h, r)};
    for (std::int64_t i = 0; std::isfinite(at.left); ++i) {
      out.accepted = at.left <= enough;
      if (out.accepted || i == newton_) break;
      const Operator shifted = [&](View v, Span to) {
        objective->hessian_vector(y, draw, v, to);
        for (std::size_t j = 0; j < to.size(); ++j) to[j] = v[j] + h * to[j];
      };
      out.evaluations += minimal_residual(shifted, r, d, 1e-3, products_, scratch, 4).count;
      // r is minus the gradient of h L(y) + |y - theta|^2 / 2. Where curvature is negative Newton may point uphill.
      if (!std::isnan(at.value) && !(dot(r, d) > 0)) std::copy(r.begin(), r.end(), d.begin());
      if (!descend(z.theta, field, draw, h, scratch, at, out.evaluations)) break;
    }
    if (!out.accepted) return out;
    out.next_h = h;
    std::copy(y.begin(), y.end(), z.theta.begin());
    return out;
  }

 private:
  /// Where Newton's method is: the proximal objective L(y) + |y - theta|^2 / 2h, and the norm of the equation's residual.
  struct Point { double value, left; };

  /// r = theta + h F(y) - y, f = F(y); returns its norm.
  static double residual(View theta, View f, View y, double h, Span r) {
    for (std::size_t j = 0; j < r.size(); ++j) r[j] = theta[j] + h * f[j] - y[j];
    return norm(r);
  }

  /// y += s d with s = 1, 1/2, ... until that is lower, by a share of what the slope promises. Next to the root the
  /// objective no longer tells: there a whole step counts that halves the residual and is no higher but for rounding.
  static bool descend(View theta, Field& field, const Draw& draw, double h, Scratch& scratch, Point& at, int& calls) {
    const Span f = scratch.at(0), y = scratch.at(1), r = scratch.at(2), d = scratch.at(3), from = scratch.at(4);
    std::copy(y.begin(), y.end(), from.begin());
    const double slope = dot(r, d) / h, before = at.left;
    for (double s = 1; s > 1e-10; s /= 2) {
      for (std::size_t j = 0; j < y.size(); ++j) y[j] = from[j] + s * d[j];
      const double loss = field.direction(y, draw, f);
      ++calls;
      double square = 0;
      for (std::size_t j = 0; j < y.size(); ++j) square += (y[j] - theta[j]) * (y[j] - theta[j]);
      const Point next{loss + square / (2 * h), residual(theta, f, y, h, r)};
      const bool lower = next.value <= at.value - 1e-4 * s * slope;
      const bool at_root = s == 1 && next.left <= before / 2 && next.value <= at.value + 0x1p-40 * std::abs(at.value);
      if (std::isnan(at.value) || lower || at_root) return at = next, std::isfinite(next.left);
    }
    return false;
  }

  double tolerance_;
  std::int64_t newton_;
  int products_;
};

}  // namespace
namespace parts::integrators {
extern const Entry<Integrator> implicit_euler = entry<Integrator, Implicit>(
    {"implicit_euler", "implicit Euler", "the slope at the end of the step, by Newton's method; the proximal point",
     "θ⁺ = θ + h F(θ⁺);  (I + h H) d = θ + h F(y) - y",
     "Hairer & Wanner 1996, IV.3; Paige & Saunders 1975; Nocedal & Wright 2006, 3.1"});
}  // namespace parts::integrators
}  // namespace paribus
