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

/// The distance after k steps of size h.
double distance(bool modified, const Given& g, double k) {
  const double h = g["learning_rate"];
  const Vector &lambda = g.all("eigenvalues"), &c = g.all("coordinates");
  double square = 0;
  for (std::size_t i = 0; i < lambda.size(); ++i) {
    const double rate = lambda[i] + (modified ? h * lambda[i] * lambda[i] / 2 : 0);
    const double gap = c[i] * (std::pow(1 - h * lambda[i], k) - std::exp(-rate * k * h));
    square += gap * gap;
  }
  return std::sqrt(square);
}

std::string exact(bool modified, const Given& g, Prediction& p) {
  const double k = std::round(g["time"] / g["learning_rate"]);
  if (k < 1) return "the time is shorter than half a step";
  p.values = {distance(modified, g, k)};
  p.assumption = Assumption::met;
  return "";
}

/// The largest distance after any of `steps`, as a share of the way that the gradient flow goes until the last of them.
std::string largest(bool modified, const Given& g, Prediction& p) {
  const Vector &lambda = g.all("eigenvalues"), &c = g.all("coordinates"), &steps = g.all("steps");
  double most = 0, square = 0;
  for (const double k : steps) most = std::max(most, distance(modified, g, k));
  for (std::size_t i = 0; i < lambda.size(); ++i) {
    const double way = c[i] * std::expm1(-lambda[i] * steps.back() * g["learning_rate"]);
    square += way * way;
  }
  if (square == 0) return "the flow does not move";
  p.values = {most / std::sqrt(square)};
  p.assumption = Assumption::met;
  return "";
}

/// A slope is that of small steps. Where curvature is known, small is h l < 0.2: there the next term is a tenth.
std::string slope(double order, const Given& g, Prediction& p) {
  p.values = {order};
  if (bends(g, p)) return "";
  const double reach = g["learning_rate"] * g["lambda_max"];
  if (reach > 0) p.assumption = reach < 0.2 ? Assumption::met : Assumption::broken;
  if (reach >= 0.2) p.why = "the step times the largest curvature is " + shortest(reach) + ", not small against 1";
  return "";
}

std::vector<Need> exact_needs(Need last) {
  return {word("optimizer", {"gradient_descent"}),   word("objective", {"quadratic"}),  numbers("eigenvalues", {}),
          numbers("coordinates", {}, "eigenvalues"), number("learning_rate", positive), std::move(last)};
}
std::vector<Need> slope_needs() {
  return {word("optimizer", {"gradient_descent"}), number("learning_rate", {0, infinity, false, true}, 0),
          number("lambda_max", {0, infinity, false, true}, 0), field_if_it_bends()};
}

/// Exact where it can be, else the slope.
std::vector<Formula> of_both_flows() {
  const std::string one = "gap_to_flow", two = "gap_to_modified_flow";
  const std::string first = "|(1-ηλ)ᵏ - exp(-λkη)| |c|", second = "|(1-ηλ)ᵏ - exp(-(λ+ηλ²/2)kη)| |c|";
  std::vector<Formula> out;
  for (const bool modified : {false, true})
    for (const bool most : {false, true}) {
      const std::string quantity = (most ? "largest_" : "") + (modified ? two : one);
      const std::string formula = modified ? second : first;
      out.push_back(
          {quantity, Kind::equality, most ? "maxₖ " + formula + " / |θ(T) - θ(0)|" : formula,
           "the objective is a quadratic",
           exact_needs(most ? ascending(whole(numbers("steps", {1, infinity, false, true})))
                            : number("time", positive)),
           [=](const Given& g, Prediction& p) { return most ? largest(modified, g, p) : exact(modified, g, p); }});
      out.push_back({quantity, Kind::trend, modified ? "η²" : "η¹",
                     "small steps on a smooth objective, to a fixed time", slope_needs(),
                     [=](const Given& g, Prediction& p) { return slope(modified ? 2 : 1, g, p); }});
    }
  return out;
}

class FlowGap final : public Formulary {
 public:
  FlowGap() : Formulary{of_both_flows()} {}
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
