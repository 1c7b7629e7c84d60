// Stopping early is ridge. Least squares L = 1/2n |y - X w|^2 by gradient flow from w = 0 to time t keeps the share
// 1 - exp(-s t) of each direction (s: eigenvalue of X^T X / n); ridge with penalty l/2 |w|^2 keeps s / (s + l). At
// l = 1/t the flow's risk |w - w*|^2 is never above 1.69 times ridge's (Ali, Kolter & Tibshirani 2019), and here both
// are exact, b the true coefficients along the eigenvectors and v the variance of the noise:
//   flow   sum b^2 exp(-2st) + v/n (1-exp(-st))^2 / s         ridge  sum (b^2 l^2 + v s / n) / (s+l)^2
#include <cmath>

#include "paribus/theory/formula.hpp"

namespace paribus {
namespace {

using Kind = Prediction::Kind;

struct Risks { double flow = 0, ridge = 0; };

Risks risks(const Given& g) {
  const Vector &curvature = g.all("eigenvalues"), &signal = g.all("signal");
  const double t = g["time"], l = 1 / t, noise = g["noise_variance"] / g["examples"];
  Risks r;
  for (std::size_t i = 0; i < curvature.size(); ++i) {
    const double s = curvature[i], b2 = signal[i] * signal[i], kept = -std::expm1(-s * t);
    r.flow += b2 * std::exp(-2 * s * t) + (s > 0 ? noise * kept * kept / s : 0);
    r.ridge += (b2 * l * l + noise * s) / ((s + l) * (s + l));
  }
  return r;
}

std::vector<Need> needed() {
  return {word("objective", {"quadratic"}),
          number("time", positive),
          numbers("eigenvalues", {0, infinity, false, true}),
          numbers("signal", {}, "eigenvalues"),
          number("noise_variance", {0}),
          number("examples", {1}),
          optimizer_if_known()};
}

Formula exact(const char* quantity, const char* formula, double (*value)(const Risks&)) {
  return {quantity, Kind::equality, formula, "least squares with noise of one variance, by gradient flow from w = 0",
          needed(),
          [value](const Given& g, Prediction& p) {
            p.values = {value(risks(g))};
            judge_flow(g, p);
            return std::string();
          }};
}

std::string bound(double value, const Given& g, Prediction& p) {
  p.values = {value};
  judge_flow(g, p);
  return "";
}

class EarlyStoppingRidge final : public Formulary {
 public:
  EarlyStoppingRidge()
      : Formulary{{exact("risk_ratio", "flow/ridge at λ = 1/t", [](const Risks& r) { return r.flow / r.ridge; }),
                   {"risk_ratio", Kind::upper, "1.69", "least squares by gradient flow from w = 0, ridge at λ = 1/t",
                    {word("objective", {"quadratic"}), number("time", positive), optimizer_if_known()},
                    [](const Given& g, Prediction& p) { return bound(1.69, g, p); }},
                   {"validation_ratio", Kind::upper, "1.69",
                    "least squares by gradient flow from w = 0, ridge at λ = 1/t; what noise adds to both losses brings them "
                    "nearer each other",
                    {word("objective", {"quadratic"}), number("time", positive), optimizer_if_known()},
                    [](const Given& g, Prediction& p) { return bound(1.69, g, p); }},
                   exact("risk", "Σ b² exp(-2st) + σ²/n (1-exp(-st))²/s", [](const Risks& r) { return r.flow; }),
                   exact("ridge_risk", "Σ (b²λ² + σ²s/n)/(s+λ)²", [](const Risks& r) { return r.ridge; }),
                   {"ridge_penalty", Kind::law, "λ = 1/t", "least squares by gradient flow from w = 0",
                    {word("objective", {"quadratic"}), number("time", positive), optimizer_if_known()},
                    [](const Given& g, Prediction& p) { return bound(1 / g["time"], g, p); }}}} {}
};

}  // namespace
namespace parts::theories {
extern const Entry<Theory> early_stopping_ridge = entry<Theory, EarlyStoppingRidge>(
    {"early_stopping_ridge", "early stopping as ridge", "what stopping at time t risks against ridge with penalty 1/t",
     "risk(flow at t) ≤ 1.69 risk(ridge at λ = 1/t)", "Ali, Kolter & Tibshirani 2019, arXiv 1810.10082"});
}  // namespace parts::theories
}  // namespace paribus
