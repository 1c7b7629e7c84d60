// Dormand and Prince's pair: a step of order 5 and, from the same seven stages, one of order 4 whose distance to it is
// the estimate of the error. The last stage is the first of the next step, so a step costs six evaluations.
// Tableau: Dormand & Prince 1980. Path inside a step: order 4, Shampine's, as in Hairer, Norsett & Wanner 1993, II.6.
#include <algorithm>

#include "paribus/flow/stages.hpp"
#include "paribus/flow/step_control.hpp"
#include "paribus/math/elementary.hpp"
#include "paribus/math/vector.hpp"

namespace paribus {
namespace {

// The last row are the weights of order 5.
constexpr double a[] = {
    1.0 / 5,                                                                           //
    3.0 / 40,       9.0 / 40,                                                          //
    44.0 / 45,      -56.0 / 15,      32.0 / 9,                                         //
    19372.0 / 6561, -25360.0 / 2187, 64448.0 / 6561, -212.0 / 729,                     //
    9017.0 / 3168,  -355.0 / 33,     46732.0 / 5247, 49.0 / 176,   -5103.0 / 18656,    //
    35.0 / 384,     0,               500.0 / 1113,   125.0 / 192,  -2187.0 / 6784,  11.0 / 84};
/// Order 5 less order 4.
constexpr double e[] = {71.0 / 57600, 0, -71.0 / 16695, 71.0 / 1920, -17253.0 / 339200, 22.0 / 525, -1.0 / 40};
/// What the path adds to the cubic.
constexpr double d[] = {-12715105075.0 / 11282082432, 0, 87487479700.0 / 32700410799, -10690763975.0 / 1880347072,
                        701980252875.0 / 199316789632, -1453857185.0 / 822651844, 69997945.0 / 29380423};
constexpr std::size_t stages = 7;

/// The step advances by order 5, whose error is c h^6, and is judged by an estimate ~ h^5: a long step errs by more than
/// it shows, in units of the tolerance ~ rtol^(1/5). From 1e-5 down this is within tenfold; above it the estimate counts
/// for more, by measurement (docs/integrators.md).
double caution(double rtol) { return std::max(1.0, exact::pow(rtol / 1e-5, 0.25)); }

class DormandPrince final : public Integrator {
 public:
  explicit DormandPrince(const Settings& s)
      : control_{s, {.q = 5, .b = 0.04, .shrink = 0.2, .grow = 10}}, caution_{caution(control_.rtol())} {}
  Trust trust() const override {
    return {.order = 5, .stability = 3.306567892634947, .dense_order = 4, .rtol = control_.rtol(),
            .atol = control_.atol()};
  }
  std::size_t slots() const override { return 1; }
  std::size_t scalars() const override { return StepControl::scalars; }
  double estimate(const Phase& z) const override { return z.scalars[StepControl::error]; }

  Stepped step(Phase& z, Field& field, const Draw& draw, double h, Scratch& scratch) const override {
    Stages k{z.theta, field, draw, h, stages, scratch};
    int first = 0;
    Stepped out{};
    out.loss = first_stage(z, field, draw, k.k(0), first);
    out.gradient_norm = norm(k.k(0));
    const double loss = k.evaluate_all(a, stages);
    const Span difference = scratch.at(stages + 1), next = k.point();
    k.combine(e, difference);
    control_.judge(z, h, caution_ * h * control_.norm(difference, z.theta, next), out);
    out.evaluations = first + k.evaluations();
    if (!out.accepted) return out;
    std::copy(next.begin(), next.end(), z.theta.begin());
    keep_stage(z, draw, k.k(stages - 1), loss);
    return out;
  }

  int interpolate(const Phase& before, const Phase& after, Field& field, const Draw& draw, double h, Scratch& scratch,
                  Interpolant& path) const override {
    const Stages k{before.theta, field, draw, h, stages, scratch};
    path.cubic(before.theta, after.theta, k.k(0), k.k(stages - 1), h);
    const Span r4 = path.add();
    k.combine(d, r4);
    scale(h, r4);
    return 0;
  }

 private:
  StepControl control_;
  double caution_;
};

}  // namespace
namespace parts::integrators {
extern const Entry<Integrator> dopri5 = entry<Integrator, DormandPrince>(
    {"dopri5", "Dormand-Prince 5(4)", "seven slopes, of which one is free; chooses its steps by an error of order 4",
     "θ ← θ + h Σ bᵢ kᵢ;  error = h |Σ (bᵢ - b̂ᵢ) kᵢ|", "Dormand & Prince 1980; Hairer, Nørsett & Wanner 1993, II.5",
     "rk45"});
}  // namespace parts::integrators
}  // namespace paribus
