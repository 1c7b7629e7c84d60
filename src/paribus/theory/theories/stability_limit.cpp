// The largest stable learning rate of a linear iteration on a quadratic with top curvature lambda:
//   gradient descent 2/lambda, momentum 2(1+b)/lambda, Nesterov 2(1+b)/((1+2b) lambda).
// Each is where the iteration's characteristic polynomial for lambda first has a root of modulus 1 (at -1).
#include <cmath>

#include "paribus/theory/theory.hpp"

namespace paribus {
namespace {

class StabilityLimit final : public Theory {
 public:
  std::string_view foretells() const override { return "threshold"; }
  std::vector<std::string> needs() const override { return {"optimizer", "objective", "lambda_max", "beta"}; }

  std::optional<Prediction> predict(const Facts& facts, const Words& words) const override {
    const auto lambda = facts.find("lambda_max"), beta = facts.find("beta");
    if (!words.contains("optimizer") || !words.contains("objective")) return {};
    const std::string& optimizer = words.at("optimizer");
    if (lambda == facts.end() || lambda->second.empty() || !positive.holds(lambda->second[0])) return {};
    const double b = beta == facts.end() || beta->second.empty() ? 0 : beta->second[0];
    if (!fraction.holds(b)) return {};
    Prediction p;
    p.axis = "learning_rate";
    if (optimizer == "gradient_descent") p.values = {2 / lambda->second[0]}, p.formula = "2/λ";
    else if (optimizer == "momentum") p.values = {2 * (1 + b) / lambda->second[0]}, p.formula = "2(1+β)/λ";
    else if (optimizer == "nesterov") p.values = {2 * (1 + b) / ((1 + 2 * b) * lambda->second[0])}, p.formula = "2(1+β)/((1+2β)λ)";
    else return {};
    const bool quadratic = words.at("objective") == "quadratic";
    p.kind = quadratic ? Prediction::Kind::equality : Prediction::Kind::law;
    p.assumption = quadratic ? Prediction::Assumption::met : Prediction::Assumption::broken;
    p.why = quadratic ? "the objective is a quadratic" : "the objective is not a quadratic: " + words.at("objective");
    return p;
  }

  std::string silence(const Words& words) const override {
    const auto it = words.find("optimizer");
    if (it == words.end() || it->second != "adam") return "no stability limit is known for it";
    return "Adam divides every step by a running size of the gradient, so its step does not grow with the gradient and "
           "the curvature alone gives no limit: what counts is the curvature in units of that running size, which moves as it trains";
  }
};

}  // namespace
namespace parts::theories {
extern const Entry<Theory> stability_limit = entry<Theory, StabilityLimit>(
    {"stability_limit", "stability limit", "the largest learning rate at which an optimizer is stable on a quadratic",
     "gradient descent 2/λ, momentum 2(1+β)/λ, Nesterov 2(1+β)/((1+2β)λ); λ: largest Hessian eigenvalue",
     "Polyak 1964; Cohen, Kaur, Li, Kolter & Talwalkar 2021"});
}  // namespace parts::theories
}  // namespace paribus
