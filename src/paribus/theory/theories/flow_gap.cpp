// How far gradient descent is from the flow that it follows, |theta_k - theta(k h)| at a fixed time k h.
// Gradient descent is Euler's method: its distance to the gradient flow falls as h^1. The modified flow
// theta' = -grad (L + h/4 |grad L|^2) agrees with it one order further: h^2. On a quadratic both are exact, with
// c the start's distance to the minimum along the eigenvectors and r(l) = l, or l + h l^2 / 2 for the modified flow:
//   sum_i c_i^2 ((1 - h l_i)^k - exp(-r(l_i) k h))^2, the root of it
#include <algorithm>
#include <cmath>

#include "paribus/theory/formula.hpp"

namespace paribus {
namespace {

using Kind = Prediction::Kind;
using Assumption = Prediction::Assumption;

std::string exact(bool modified, const Given& g, Prediction& p) {
  const double h = g["learning_rate"], k = std::round(g["time"] / h), t = k * h;
  if (k < 1) return "the time is shorter than half a step";
  const Vector &lambda = g.all("eigenvalues"), &c = g.all("coordinates");
  double square = 0;
  for (std::size_t i = 0; i < lambda.size(); ++i) {
    const double rate = lambda[i] + (modified ? h * lambda[i] * lambda[i] / 2 : 0);
    const double gap = c[i] * (std::pow(1 - h * lambda[i], k) - std::exp(-rate * t));
    square += gap * gap;
  }
  p.values = {std::sqrt(square)};
  p.assumption = Assumption::met;
  return "";
}

/// A slope is that of small steps. Where curvature is known, small is h l < 0.2: there the next term is a tenth.
std::string slope(double order, const Given& g, Prediction& p) {
  p.values = {order};
  const double reach = g["learning_rate"] * g["lambda_max"];
  if (reach > 0) p.assumption = reach < 0.2 ? Assumption::met : Assumption::broken;
  if (reach >= 0.2) p.why = "the step times the largest curvature is " + shortest(reach) + ", not small against 1";
  return "";
}

std::vector<Need> exact_needs() {
  return {word("optimizer", {"gradient_descent"}), word("objective", {"quadratic"}), numbers("eigenvalues", {}),
          numbers("coordinates", {}, "eigenvalues"), number("learning_rate", positive), number("time", positive)};
}
std::vector<Need> slope_needs() {
  return {word("optimizer", {"gradient_descent"}), number("learning_rate", {0, infinity, false, true}, 0),
          number("lambda_max", {0, infinity, false, true}, 0)};
}

class FlowGap final : public Formulary {
 public:
  FlowGap()
      : Formulary{{{"gap_to_flow", Kind::equality, "|(1-ηλ)ᵏ - exp(-λkη)| |c|", "the objective is a quadratic",
                    exact_needs(), [](const Given& g, Prediction& p) { return exact(false, g, p); }},
                   {"gap_to_flow", Kind::trend, "η¹", "small steps on a smooth objective, to a fixed time",
                    slope_needs(), [](const Given& g, Prediction& p) { return slope(1, g, p); }},
                   {"gap_to_modified_flow", Kind::equality, "|(1-ηλ)ᵏ - exp(-(λ+ηλ²/2)kη)| |c|",
                    "the objective is a quadratic", exact_needs(),
                    [](const Given& g, Prediction& p) { return exact(true, g, p); }},
                   {"gap_to_modified_flow", Kind::trend, "η²", "small steps on a smooth objective, to a fixed time",
                    slope_needs(), [](const Given& g, Prediction& p) { return slope(2, g, p); }}}} {}
};

}  // namespace
namespace parts::theories {
extern const Entry<Theory> flow_gap =
    entry<Theory, FlowGap>({"flow_gap", "gap to the flow",
                            "how far gradient descent is from the flow, and from the modified flow, that it follows",
                            "|θₖ - θ(kη)| ~ η to the gradient flow, ~ η² to the modified flow; on a quadratic exactly",
                            "Hairer, Nørsett & Wanner 1993; Barrett & Dherin 2021"});
}  // namespace parts::theories
}  // namespace paribus
