// The loss along the gradient flow theta' = -grad L of a quadratic. Along an eigenvector with eigenvalue l the error
// is e(t) = exp(-l t) e(0), hence
//   L(t) = L* + 1/2 sum_i l_i c_i^2 exp(-2 l_i t),   c the start's distance to the minimum along the eigenvectors.
#include <cmath>

#include "paribus/theory/formula.hpp"

namespace paribus {
namespace {

class GradientFlowCurve final : public Formulary {
 public:
  GradientFlowCurve()
      : Formulary{{{"objective",
                    Prediction::Kind::equality,
                    "L* + ½ Σ λ c² exp(-2λt)",
                    "the gradient flow of a quadratic",
                    {word("objective", {"quadratic"}), numbers("eigenvalues", {}),
                     numbers("energies", {0}, "eigenvalues"), number("least_loss", {}), numbers("times", {0}),
                     optimizer_if_known()},
                    curve}}} {}

 private:
  static std::string curve(const Given& g, Prediction& p) {
    const Vector &lambda = g.all("eigenvalues"), &energy = g.all("energies");
    for (const double t : g.all("times")) {
      double loss = g["least_loss"];
      for (std::size_t i = 0; i < lambda.size(); ++i)
        loss += 0.5 * lambda[i] * energy[i] * std::exp(-2 * lambda[i] * t);
      p.values.push_back(loss);
    }
    judge_flow(g, p);
    return "";
  }
};

}  // namespace
namespace parts::theories {
extern const Entry<Theory> gradient_flow_curve = entry<Theory, GradientFlowCurve>(
    {"gradient_flow_curve", "gradient flow", "the loss along the exact gradient flow on a quadratic",
     "L(t) = L* + ½ Σ λᵢ cᵢ² exp(-2λᵢt)", "spectral decomposition of exp(-Ht)"});
}  // namespace parts::theories
}  // namespace paribus
