// The mean time to escape from a minimum over the lowest pass when the noise is weak, d theta = -grad V dt + sqrt(2D)
// dW:
//   T = 2 pi / |m| sqrt(|det H_top| / det H_well) exp((V_top - V_well) / D),
// m the one negative eigenvalue at the pass; in one dimension 2 pi / sqrt(V''(a) |V''(b)|) exp(dV/D). It is the time to
// reach the next minimum: whoever stands on the pass falls back as often as not, so the time to the top is half of it.
#include <cmath>
#include <numbers>

#include "paribus/theory/formula.hpp"

namespace paribus {
namespace {

using Assumption = Prediction::Assumption;

std::string kramers(bool log, const Given& g, Prediction& p) {
  const Vector &well = g.all("well_curvatures"), &top = g.all("top_curvatures");
  double log_ratio = 0, descent = 0;
  for (std::size_t i = 0; i < well.size(); ++i) {
    if (top[i] == 0) return "the pass is flat: its curvature is 0 in a direction";
    if (top[i] < 0 && descent < 0) return "the pass has more than one direction of descent";
    if (top[i] < 0) descent = top[i];
    log_ratio += std::log(std::abs(top[i])) - std::log(well[i]);
  }
  if (descent == 0) return "the pass has no direction of descent";
  const double height = g["barrier"] / g["temperature"];
  const double log_time = std::log(2 * std::numbers::pi / -descent) + log_ratio / 2 + height;
  if (!log && log_time > 700) return "the time is outside the numbers; ask for log_escape_time";
  p.values = {log ? log_time : std::exp(log_time)};
  // The next term of the expansion is of the order D / dV.
  p.assumption = height >= 5 ? Assumption::met : Assumption::broken;
  if (height < 5) p.why = "the barrier is only " + shortest(height) + " temperatures high; the formula is for many";
  // On the top itself, and within the layer sqrt(D / |m|) about it, half of the paths still fall back.
  if (g["beyond_top"] < 2 * std::sqrt(g["temperature"] / -descent))
    p.assumption = Assumption::broken,
    p.why = "the absorbing point is not clearly beyond the top: paths that reach it might have fallen back";
  return "";
}

std::vector<Need> needed() {
  return {number("barrier", positive), number("temperature", positive), numbers("well_curvatures", positive),
          numbers("top_curvatures", {}, "well_curvatures"), number("beyond_top", {}, infinity)};
}

class Kramers final : public Formulary {
 public:
  Kramers()
      : Formulary{{{"escape_time", Prediction::Kind::law, "2π/|m| √(|det H_top|/det H_well) exp(ΔV/D)",
                    "noise weak against the barrier, and the absorbing point in the next well", needed(),
                    [](const Given& g, Prediction& p) { return kramers(false, g, p); }},
                   {"log_escape_time", Prediction::Kind::law, "ln(2π/|m| √(|det H_top|/det H_well)) + ΔV/D",
                    "noise weak against the barrier, and the absorbing point in the next well", needed(),
                    [](const Given& g, Prediction& p) { return kramers(true, g, p); }}}} {}
};

}  // namespace
namespace parts::theories {
extern const Entry<Theory> kramers = entry<Theory, Kramers>(
    {"kramers", "Kramers' law", "the mean time to escape from a minimum when the noise is weak",
     "T = 2π/√(V''(a)|V''(b)|) exp(ΔV/D), a the minimum and b the top; in more dimensions with determinants",
     "Kramers 1940; Bovier, Eckhoff, Gayrard & Klein 2004"});
}  // namespace parts::theories
}  // namespace paribus
