// How far momentum and Nesterov's method are from the heavy ball that they follow, when their friction gamma is kept as
// the rate h falls: they keep the share beta = 1 - gamma s of their velocity, s = sqrt(h), and a step takes the time s.
// The distance to theta'' + gamma theta' = F falls as s, to (1 - gamma s/2) theta'' + gamma theta' = F(theta + s
// theta') (without s theta' for momentum) as s^2: flow/flows.hpp says whose equation that is. On a quadratic both are
// exact: along an eigenvector with eigenvalue l the method is a power of a matrix, and the flow m x'' + g x' + l x = 0.
#include <algorithm>
#include <cmath>

#include "paribus/theory/formula.hpp"
#include "paribus/theory/linear_iteration.hpp"

namespace paribus {
namespace {

using Kind = Prediction::Kind;
using Assumption = Prediction::Assumption;

/// x(t) of m x'' + g x' + l x = 0, x(0) = 1, x'(0) = v: with a = -g/2m and d = a^2 - l/m
///   exp(at) (C(t) + (v - a) S(t)),  C, S = cosh, sinh/r of rt at d = r^2 > 0,  cos, sin/r at d = -r^2
double ball(double m, double g, double l, double v, double t) {
  const double a = -g / (2 * m), d = a * a - l / m, r = std::sqrt(std::abs(d));
  if (r * t < 1e-8) return std::exp(a * t) * (1 + (v - a) * t);
  if (d < 0) return std::exp(a * t) * (std::cos(r * t) + (v - a) * std::sin(r * t) / r);
  const double slow = std::exp((a + r) * t) / 2, fading = std::expm1(-2 * r * t);  // no cosh, which overflows
  return slow * (2 + fading - (v - a) * fading / r);
}

/// Along an eigenvector, at the time of step k.
double flow(bool refined, bool nesterov, double gamma, double s, double l, double k) {
  if (!refined) return ball(1, gamma, l, 0, k * s);
  const double first = nesterov ? 1.5 : 0.5;
  return ball(1 - gamma * s / 2, gamma + (nesterov ? s * l : 0), l, -first * s * l, k * s);
}

std::string exact(bool refined, const Given& g, Prediction& p) {
  const double h = g["learning_rate"], s = std::sqrt(h), gamma = g["friction"];
  if (!(gamma * s < 1)) return "the velocity is not kept: the friction times the root of the rate is not below 1";
  const std::string& method = g.words.at("optimizer");
  const Vector &lambda = g.all("eigenvalues"), &c = g.all("coordinates"), &steps = g.all("steps");
  double most = 0, way = 0;
  for (const double k : steps) {
    double square = 0;
    for (std::size_t i = 0; i < lambda.size(); ++i) {
      const double left = *left_over(method, h, 1 - gamma * s, lambda[i], static_cast<std::uint64_t>(k));
      const double gap = c[i] * (left - flow(refined, method == "nesterov", gamma, s, lambda[i], k));
      square += gap * gap;
    }
    most = std::max(most, square);
  }
  for (std::size_t i = 0; i < lambda.size(); ++i) {
    const double gone = c[i] * (flow(false, false, gamma, s, lambda[i], steps.back()) - 1);
    way += gone * gone;
  }
  if (way == 0) return "the flow does not move";
  p.values = {std::sqrt(most / way)};
  p.assumption = Assumption::met;
  return "";
}

std::string slope(double order, const Given& g, Prediction& p) {
  p.values = {order};
  if (bends(g, p)) return "";
  const double reach = std::sqrt(g["learning_rate"]) * std::max(std::sqrt(g["lambda_max"]), g["friction"]);
  if (reach > 0) p.assumption = reach < 0.2 ? Assumption::met : Assumption::broken;
  if (reach >= 0.2) p.why = "a step takes " + shortest(reach) + " of the ball’s shortest time, not little against 1";
  return "";
}

std::vector<Formula> of_both_flows() {
  const Range from{0, infinity, false, true};
  const std::vector<std::string> methods{"momentum", "nesterov"};
  std::vector<Formula> out;
  for (const bool refined : {false, true}) {
    const std::string quantity = refined ? "gap_to_refined_heavy_ball" : "gap_to_heavy_ball";
    out.push_back({quantity, Kind::equality, refined ? "maxₖ |eₖ - x₁(k√η)| |c| / |θ(T) - θ(0)|" : "maxₖ |eₖ - x(k√η)| |c| / |θ(T) - θ(0)|",
                   "the objective is a quadratic",
                   {word("optimizer", methods), word("objective", {"quadratic"}), numbers("eigenvalues", {}),
                    numbers("coordinates", {}, "eigenvalues"), number("learning_rate", positive), number("friction", from),
                    ascending(whole(numbers("steps", {1, 0x1p53})))},
                   [=](const Given& g, Prediction& p) { return exact(refined, g, p); }});
    out.push_back({quantity, Kind::trend, refined ? "η¹" : "η^½", "short steps on a smooth objective, to a fixed time",
                   {word("optimizer", methods), number("learning_rate", from, 0), number("friction", from, 0),
                    number("lambda_max", from, 0), field_if_it_bends()},
                   [=](const Given& g, Prediction& p) { return slope(refined ? 1 : 0.5, g, p); }});
  }
  return out;
}

class MomentumGap final : public Formulary {
 public:
  MomentumGap() : Formulary{of_both_flows()} {}
};

}  // namespace
namespace parts::theories {
extern const Entry<Theory> momentum_gap = entry<Theory, MomentumGap>(
    {"momentum_gap", "gap to the heavy ball",
     "how far momentum and Nesterov’s method are from the heavy ball that they follow",
     "|θₖ - θ(k√η)| ~ η^½ to θ'' + γθ' = -∇L, ~ η to its refinement; on a quadratic exactly",
     "Polyak 1964; after Shi, Du, Jordan & Su 2022"});
}  // namespace parts::theories
}  // namespace paribus
