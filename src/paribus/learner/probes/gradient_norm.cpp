// How steep the objective is: |grad L| on all training rows.
#include "paribus/learner/probe.hpp"
#include "paribus/math/vector.hpp"

namespace paribus {
namespace {

class GradientNorm final : public Probe {
 public:
  std::string unit() const override { return "gradient"; }
  Reading read(const Moment& m) const override {
    Vector g(m.theta.size());
    m.risk.evaluate(m.theta, {}, g);
    return {norm(g)};
  }
};

}  // namespace
namespace parts::probes {
extern const Entry<Probe> gradient_norm = entry<Probe, GradientNorm>(
    {"gradient_norm", "gradient norm", "the length of the gradient on all training rows", "|grad L|"});
}  // namespace parts::probes
}  // namespace paribus
