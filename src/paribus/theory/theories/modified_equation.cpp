// What gradient descent with step h follows more closely than the gradient flow: the flow of
//   L~ = L + (h/4) |grad L|^2                                          Barrett & Dherin 2021
//   L~ = L + (h/4) |grad L|^2 + (h/4m) sum_k |grad L_k - grad L|^2     m batches per epoch: Smith, Dherin, Barrett & De
//   2021
// On a quadratic its rates are l + h l^2 / 2, the first two terms of -ln(1 - h l) / h, the rate of the flow that
// gradient descent follows exactly.
#include <cmath>

#include "paribus/theory/formula.hpp"

namespace paribus {
namespace {

using Kind = Prediction::Kind;

double modified_rate(double lambda, double h) { return lambda + h * lambda * lambda / 2; }

/// Of gradient descent, but no exact statement of it: are its steps small? Where curvature is known, that is h l < 0.2:
/// there the next term is a tenth.
void judge_law(const Given& g, Prediction& p) {
  judge_optimizer(g, "gradient_descent", p);
  if (p.assumption != Prediction::Assumption::met || bends(g, p)) return;
  const double reach = g["learning_rate"] * g["lambda_max"];
  p.assumption = reach < 0    ? Prediction::Assumption::unknown
                 : reach < 0.2 ? Prediction::Assumption::met
                               : Prediction::Assumption::broken;
  if (reach >= 0.2) p.why = "the step times the largest curvature is " + shortest(reach) + ", not small against 1";
}

Need largest_curvature_if_known() { return number("lambda_max", {}, -1); }

std::string curve(const Given& g, Prediction& p) {
  const Vector &lambda = g.all("eigenvalues"), &energy = g.all("energies");
  for (const double t : g.all("times")) {
    double loss = g["least_loss"];
    for (std::size_t i = 0; i < lambda.size(); ++i)
      loss += 0.5 * lambda[i] * energy[i] * std::exp(-2 * modified_rate(lambda[i], g["learning_rate"]) * t);
    p.values.push_back(loss);
  }
  judge_law(g, p);
  return "";
}

std::string rates(bool exact, const Given& g, Prediction& p) {
  const double h = g["learning_rate"];
  for (const double l : g.all("eigenvalues")) {
    if (exact && !(h * l < 1)) return "a step times a curvature of 1 or more overshoots: no flow does that";
    p.values.push_back(exact ? -std::log1p(-h * l) / h : modified_rate(l, h));
  }
  judge_optimizer(g, "gradient_descent", p);
  return "";
}

double penalty(const Given& g) {
  const double slope = g["gradient_norm"];
  return g["learning_rate"] / 4 * (slope * slope + g["batch_gradient_spread"]);
}

std::string modified_loss(const Given& g, Prediction& p) {
  p.values = {g["loss"] + penalty(g)};
  judge_law(g, p);
  return "";
}

class ModifiedEquation final : public Formulary {
 public:
  ModifiedEquation()
      : Formulary{
            {{"objective",
              Kind::law,
              "L* + ½ Σ λ c² exp(-2(λ+ηλ²/2)t)",
              "small steps on a quadratic: what is left out is of the order of η²",
              {word("objective", {"quadratic"}), numbers("eigenvalues", {}), numbers("energies", {0}, "eigenvalues"),
               number("least_loss", {}), number("learning_rate", positive), numbers("times", {0}),
               largest_curvature_if_known(), optimizer_if_known(), field_if_it_bends()},
              curve},
             {"rate",
              Kind::equality,
              "λ + ηλ²/2",
              "gradient descent on a quadratic",
              {word("objective", {"quadratic"}), numbers("eigenvalues", {}), number("learning_rate", positive),
               optimizer_if_known()},
              [](const Given& g, Prediction& p) { return rates(false, g, p); }},
             {"exact_rate",
              Kind::equality,
              "-ln(1-ηλ)/η",
              "gradient descent on a quadratic, and ηλ < 1",
              {word("objective", {"quadratic"}), numbers("eigenvalues", {}), number("learning_rate", positive),
               optimizer_if_known()},
              [](const Given& g, Prediction& p) { return rates(true, g, p); }},
             {"modified_loss",
              Kind::law,
              "L + η/4 |∇L|² + η/4m Σ|∇Lₖ-∇L|²",
              "small steps on a smooth objective: what is left out is of the order of η²",
              {number("loss", {}), number("gradient_norm", {0}), number("learning_rate", positive),
               number("batch_gradient_spread", {0}, 0), largest_curvature_if_known(), optimizer_if_known(), field_if_it_bends()},
              modified_loss},
             {"implicit_penalty",
              Kind::law,
              "η/4 |∇L|² + η/4m Σ|∇Lₖ-∇L|²",
              "small steps on a smooth objective: what is left out is of the order of η²",
              {number("gradient_norm", {0}), number("learning_rate", positive), number("batch_gradient_spread", {0}, 0),
               largest_curvature_if_known(), optimizer_if_known(), field_if_it_bends()},
              [](const Given& g, Prediction& p) {
                p.values = {penalty(g)};
                judge_law(g, p);
                return std::string();
              }}}} {}
};

}  // namespace
namespace parts::theories {
extern const Entry<Theory> modified_equation = entry<Theory, ModifiedEquation>(
    {"modified_equation", "modified flow", "the flow that gradient descent follows to second order in its step",
     "θ' = -∇(L + η/4 |∇L|²), with mini-batches also η/4m Σ|∇Lₖ-∇L|²; on a quadratic its rates are λ + ηλ²/2",
     "Barrett & Dherin 2021; Smith, Dherin, Barrett & De 2021"});
}  // namespace parts::theories
}  // namespace paribus
