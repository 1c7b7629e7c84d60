// Milstein's method: Euler-Maruyama and the next term of Ito's formula: sigma changes along its own kick.
// Strong order 1 where noise i acts on coordinate i alone, or sigma is constant (then it is Euler-Maruyama's step).
#include "paribus/flow/integrator.hpp"
#include "paribus/flow/stochastic.hpp"

namespace paribus {
namespace {

class Milstein final : public Integrator {
 public:
  Trust trust() const override { return {.order = 1, .stability = 2, .dense_order = 0, .stochastic = true}; }
  Stepped step(Phase& z, Field& field, const Draw& draw, double h, Scratch& scratch) const override {
    const auto* const chance = dynamic_cast<const StochasticField*>(&field);
    if (chance && chance->diffusion() == Diffusion::general)
      throw Error("milstein needs noise i to act on coordinate i alone, and this field mixes its noises",
                  "take euler_maruyama");
    return stochastic_step(z, field, draw, h, scratch, true);
  }
  int interpolate(const Phase& before, const Phase& after, Field&, const Draw&, double, Scratch&,
                  Interpolant& path) const override {
    path.line(before.theta, after.theta);
    return 0;
  }
};

}  // namespace
namespace parts::integrators {
extern const Entry<Integrator> milstein = entry<Integrator, Milstein>(
    {"milstein", "Milstein", "Euler-Maruyama and the term by which the noise changes along its own kick",
     "θ ← θ + h F + σ ΔW + σ σ' (ΔW² - h)/2", "Milstein 1974; Kloeden & Platen 1992"});
}  // namespace parts::integrators
}  // namespace paribus
