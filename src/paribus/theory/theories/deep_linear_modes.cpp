// How a linear network of two layers learns, L = 1/2 |S - W2 W1|^2 on white inputs, started small and balanced: each
// singular value s of the target rises by itself along u' = 2 u (s - u),
//   u(t) = s e^(2st) / (e^(2st) - 1 + s/u0),   at half its height when e^(2st) = s/u0 - 1.
// In any depth the gradient flow conserves W_(l+1)^T W_(l+1) - W_l W_l^T: the terms of first order of a step cancel, so
// gradient descent drifts by h^2 per step, by h^1 in a fixed time.
#include <cmath>

#include "paribus/theory/formula.hpp"

namespace paribus {
namespace {

using Kind = Prediction::Kind;
using Assumption = Prediction::Assumption;

double strength(double s, double u0, double t) { return s / (1 + (s / u0 - 1) * std::exp(-2 * s * t)); }

struct Condition { const char *fact, *failure; };

/// At the start: W2^T W2 = W1 W1^T; the inputs' second moments are I; in S's singular vectors W2 W1 is diagonal.
constexpr Condition conditions[] = {{"imbalance", "the layers are not balanced at the start"},
                                    {"input_anisotropy", "the inputs are not white"},
                                    {"misalignment", "the start is not along the target's singular vectors"}};

/// Each condition is a relative distance, negative where it was not measured. One that fails breaks the assumption;
/// it is met where all are known to hold.
void judge(const Given& g, Prediction& p) {
  judge_flow(g, p);
  if (p.assumption == Assumption::broken) return;
  for (const Condition& c : conditions) {
    if (g[c.fact] < 0) p.assumption = Assumption::unknown;
    if (g[c.fact] < 1e-6) continue;
    p.assumption = Assumption::broken, p.why = std::string(c.failure) + ", by " + shortest(g[c.fact]);
    return;
  }
}

std::string modes(const Given& g, Prediction& p) {
  for (std::size_t i = 0; i < g.all("singular_values").size(); ++i)
    for (const double t : g.all("times"))
      p.values.push_back(strength(g.all("singular_values")[i], g.all("start_strengths")[i], t));
  judge(g, p);
  return "";
}

std::string curve(const Given& g, Prediction& p) {
  for (const double t : g.all("times")) {
    double loss = g["least_loss"];
    for (std::size_t i = 0; i < g.all("singular_values").size(); ++i) {
      const double left =
          g.all("singular_values")[i] - strength(g.all("singular_values")[i], g.all("start_strengths")[i], t);
      loss += left * left / 2;
    }
    p.values.push_back(loss);
  }
  judge(g, p);
  return "";
}

std::string half_rise(const Given& g, Prediction& p) {
  for (std::size_t i = 0; i < g.all("singular_values").size(); ++i) {
    const double s = g.all("singular_values")[i], u = g.all("start_strengths")[i];
    if (!(u < s / 2)) return "a mode starts above half of its height";
    p.values.push_back(std::log(s / u - 1) / (2 * s));
  }
  judge(g, p);
  return "";
}

/// Where curvature is known, small is h l < 0.2: there the next term is a tenth.
std::string drift(const Given& g, Prediction& p) {
  p.values = {1};
  const double reach = g["learning_rate"] * g["lambda_max"];
  if (reach > 0) p.assumption = reach < 0.2 ? Assumption::met : Assumption::broken;
  if (reach >= 0.2) p.why = "the step times the largest curvature is " + shortest(reach) + ", not small against 1";
  return "";
}

std::vector<Need> needed(std::vector<Need> more = {}) {
  std::vector<Need> all{numbers("singular_values", positive), numbers("start_strengths", positive, "singular_values"),
                        optimizer_if_known()};
  for (const Condition& c : conditions) all.push_back(number(c.fact, {}, -1));
  all.insert(all.end(), more.begin(), more.end());
  return all;
}

class DeepLinearModes final : public Formulary {
 public:
  DeepLinearModes()
      : Formulary{{{"mode_strength", Kind::equality, "s/(1 + (s/u₀-1)exp(-2st))", text, needed({numbers("times", {0})}),
                    modes},
                   {"half_rise_time", Kind::equality, "ln(s/u₀-1)/2s", text, needed(), half_rise},
                   {"objective", Kind::equality, "L* + ½ Σ (s-u(t))²", text,
                    needed({numbers("times", {0}), number("least_loss", {})}), curve},
                   {"balance_drift",
                    Kind::equality,
                    "0",
                    "the exact gradient flow",
                    {word("optimizer", {"gradient_flow"})},
                    [](const Given&, Prediction& p) {
                      p.values = {0}, p.assumption = Assumption::met;
                      return std::string();
                    }},
                   {"balance_drift",
                    Kind::trend,
                    "η¹",
                    "small steps to a fixed time",
                    {word("optimizer", {"gradient_descent"}), number("learning_rate", {0, infinity, false, true}, 0),
                     number("lambda_max", {0, infinity, false, true}, 0)},
                    drift}}} {}

 private:
  static constexpr const char* text =
      "gradient flow of two linear layers on white inputs, started balanced and along the target's singular vectors";
};

}  // namespace
namespace parts::theories {
extern const Entry<Theory> deep_linear_modes = entry<Theory, DeepLinearModes>(
    {"deep_linear_modes", "modes of a linear network", "when a linear network of two layers learns each singular value",
     "u(t) = s e²ˢᵗ/(e²ˢᵗ - 1 + s/u₀); W₂ᵀW₂ - W₁W₁ᵀ is conserved by the flow",
     "Saxe, McClelland & Ganguli 2014; Arora, Cohen & Hazan 2018"});
}  // namespace parts::theories
}  // namespace paribus
