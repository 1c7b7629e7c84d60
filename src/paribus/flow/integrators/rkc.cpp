// The stabilized method of Chebyshev: as many stages s as the stiffness of the field asks for, all of them spent on
// stability. Order 2; stable while h lambda_max < 0.65 (s^2 - 1), so ten times the stages allow a hundred times the step.
// Formulas, estimate of the error and power method: Sommeijer, Shampine & Verwer 1998.
#include <algorithm>
#include <cmath>

#include "paribus/flow/radius.hpp"
#include "paribus/flow/step_control.hpp"
#include "paribus/math/vector.hpp"

namespace paribus {
namespace {

constexpr double damping = 2.0 / 13;

/// Chebyshev's polynomial T_j at w and its first two derivatives, by the three-term recurrence.
struct Chebyshev {
  double t = 1, t1 = 0, t2 = 0, u = 0, u1 = 0, u2 = 0;  // of j and of j - 1
  void next(double w, bool first) {
    const double c = first ? 1 : 2, n = c * w * t - u, n1 = c * (t + w * t1) - u1, n2 = c * (2 * t1 + w * t2) - u2;
    u = t, u1 = t1, u2 = t2;
    t = n, t1 = n1, t2 = n2;
  }
  double b() const { return t2 / (t1 * t1); }
};

struct Nodes { double w0, w1; };
Nodes nodes(int s) {
  const double w0 = 1 + damping / (static_cast<double>(s) * s);
  Chebyshev p;
  for (int j = 1; j <= s; ++j) p.next(w0, j == 1);
  return {w0, p.t1 / p.t2};
}
/// Where R_s(-z) = a_s + b_s T_s(w0 - w1 z) comes back to 1, for even s: T_s is even.
double reach(int s) {
  const Nodes n = nodes(s);
  return 2 * n.w0 / n.w1;
}

class Stabilized final : public Integrator {
 public:
  explicit Stabilized(const Settings& s)
      : control_{s, {.q = 3, .b = 0.08, .shrink = 0.1, .grow = 10}},
        most_{2 * static_cast<int>(s.integer("most_stages", 200, {2, 10000}, "of a step; an even number") / 2)} {}
  Trust trust() const override {
    return {.order = 2, .stability = reach(most_), .rtol = control_.rtol(), .atol = control_.atol()};
  }
  std::size_t slots() const override { return 2; }  // F at theta, direction of the largest curvature
  std::size_t scalars() const override { return StepControl::scalars + 2; }
  double estimate(const Phase& z) const override { return z.scalars[StepControl::error]; }

  Stepped step(Phase& z, Field& field, const Draw& draw, double h, Scratch& scratch) const override {
    const Span f0 = scratch.at(0);
    Stepped out{};
    out.evaluations = 0;
    out.loss = first_stage(z, field, draw, f0, out.evaluations);
    out.gradient_norm = norm(f0);
    double& lambda = z.scalars[StepControl::scalars];
    double& age = z.scalars[StepControl::scalars + 1];
    if (age == 0 || z.scalars[StepControl::refused] != 0)
      lambda = 1.2 * spectral_radius(field, draw, z.theta, f0, z.slots[1], scratch, out.evaluations);
    age = age >= 24 ? 0 : age + 1;
    const double needed = 1 + std::sqrt(1 + 1.54 * h * lambda);
    if (control_.adaptive() && !(needed <= most_)) {  // more stages than allowed: a shorter step
      out.accepted = false;
      out.next_h = std::isfinite(lambda) ? 0.99 * h * (most_ - 1.0) * (most_ - 1.0) / (1.54 * h * lambda + 1) : 0.1 * h;
      age = 0;
      z.scalars[StepControl::error] = 0;  // not refused for its error
      return out;
    }
    const int s = needed < most_ ? std::max(2, static_cast<int>(needed)) : most_;
    const Span next = chain(z.theta, field, draw, h, s, scratch), f1 = scratch.at(5), difference = scratch.at(6);
    const double loss = field.direction(next, draw, f1);
    out.evaluations += s;
    for (std::size_t i = 0; i < next.size(); ++i)
      difference[i] = 0.8 * (z.theta[i] - next[i]) + 0.4 * h * (f0[i] + f1[i]);
    control_.judge(z, h, control_.norm(difference, z.theta, next), out);
    if (!out.accepted) return out;
    std::copy(next.begin(), next.end(), z.theta.begin());
    keep_stage(z, draw, f1, loss);
    return out;
  }

  int interpolate(const Phase& before, const Phase& after, Field&, const Draw&, double h, Scratch& scratch,
                  Interpolant& path) const override {
    path.cubic(before.theta, after.theta, scratch.at(0), scratch.at(5), h);
    return 0;
  }

 private:
  /// Y_0 = theta, Y_1 = Y_0 + mt h F_0, Y_j = (1 - m - n) Y_0 + m Y_{j-1} + n Y_{j-2} + mt h F_{j-1} + g h F_0.
  Span chain(View theta, Field& field, const Draw& draw, double h, int s, Scratch& scratch) const {
    const auto [w0, w1] = nodes(s);
    const View f0 = scratch.at(0);
    Span older = scratch.at(1), old = scratch.at(2), next = scratch.at(3);
    const Span f = scratch.at(4);
    Chebyshev p;
    p.next(w0, true);
    p.next(w0, false);
    double b_older = p.b(), b_old = p.b();  // b_0 = b_1 = b_2
    double a_old = 1 - b_old * w0;
    for (std::size_t i = 0; i < theta.size(); ++i) {
      older[i] = theta[i];
      old[i] = theta[i] + b_old * w1 * h * f0[i];
    }
    for (int j = 2; j <= s; ++j) {
      if (j > 2) p.next(w0, false);
      const double b = p.b(), m = 2 * b * w0 / b_old, n = -b / b_older, mt = 2 * b * w1 / b_old, g = -a_old * mt;
      field.direction(old, draw, f);
      for (std::size_t i = 0; i < theta.size(); ++i)
        next[i] = (1 - m - n) * theta[i] + m * old[i] + n * older[i] + h * (mt * f[i] + g * f0[i]);
      a_old = 1 - b * p.t;
      b_older = b_old, b_old = b;
      const Span free = older;
      older = old, old = next, next = free;
    }
    return old;
  }

  StepControl control_;
  int most_;
};

}  // namespace
namespace parts::integrators {
extern const Entry<Integrator> rkc = entry<Integrator, Stabilized>(
    {"rkc", "Runge-Kutta-Chebyshev", "as many stages as stiffness asks for, all spent on stability; finds λ_max",
     "R(z) = aₛ + bₛ Tₛ(w₀ + w₁ z);  stable while h λ_max < 0.65 (s² - 1)", "Sommeijer, Shampine & Verwer 1998"});
}  // namespace parts::integrators
}  // namespace paribus
