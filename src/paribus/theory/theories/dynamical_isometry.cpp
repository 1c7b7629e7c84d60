// How a product of L random n x n matrices (a deep linear network at its start, entries of variance g/n) stretches.
//   Gaussian, n large: the largest squared singular value is g^L (L+1)^(L+1) / L^L, and the k-th moment of the squared
//   spectrum the Fuss-Catalan number binom((L+1)k, k) / (Lk+1); orthogonal: all are g^L.
//   Gaussian, any n: log |W_L .. W_1 x|^2 / |x|^2 has mean L (psi(n/2) + log(2g/n)) and variance L psi'(n/2).
#include <cmath>

#include "paribus/theory/formula.hpp"

namespace paribus {
namespace {

using Kind = Prediction::Kind;
using Assumption = Prediction::Assumption;

/// psi, the derivative of log Gamma, at x > 0: its asymptotic series from 15 up.
double digamma(double x) {
  double shift = 0;
  for (; x < 15; ++x) shift -= 1 / x;
  const double r = 1 / (x * x);
  return shift + std::log(x) - 0.5 / x - r * (1.0 / 12 - r * (1.0 / 120 - r * (1.0 / 252 - r * (1.0 / 240 - r / 132))));
}

double trigamma(double x) {
  double shift = 0;
  for (; x < 15; ++x) shift += 1 / (x * x);
  const double r = 1 / (x * x);
  return shift + 1 / x + r / 2 + r / x * (1.0 / 6 - r * (1.0 / 30 - r * (1.0 / 42 - r * (1.0 / 30 - r * 5 / 66))));
}

std::string largest_gain(const Given& g, Prediction& p) {
  const double depth = g["depth"];
  double log_gain = depth * std::log(g["weight_variance"]);
  if (g.is("start", "gaussian")) log_gain += (depth + 1) * std::log1p(depth) - depth * std::log(depth);
  p.values = {std::exp(log_gain)};
  if (g.is("start", "orthogonal")) p.assumption = Assumption::met, p.why = "square orthogonal matrices";
  return "";
}

/// g^(Lk) binom((L+1)k, k) / (Lk+1), as a product, so that small cases are exact.
std::string moment(const Given& g, Prediction& p) {
  const double depth = g["depth"], k = g["moment"];
  double count = 1;
  for (double i = 1; i <= k; ++i) count *= (depth * k + i) / i;
  p.values = {std::pow(g["weight_variance"], depth * k) * count / (depth * k + 1)};
  return "";
}

std::string log_norm(bool mean, const Given& g, Prediction& p) {
  const double half = g["width"] / 2;
  p.values = {g["depth"] * (mean ? digamma(half) - std::log(half) + std::log(g["weight_variance"]) : trigamma(half))};
  p.assumption = Assumption::met;
  return "";
}

constexpr Range count{1, 1e6};

std::vector<Need> needed(std::vector<std::string> starts, std::vector<Need> more = {}) {
  std::vector<Need> all{word("start", std::move(starts)), whole(number("depth", count)),
                        number("weight_variance", positive, 1)};
  all.insert(all.end(), more.begin(), more.end());
  return all;
}

class DynamicalIsometry final : public Formulary {
 public:
  DynamicalIsometry()
      : Formulary{
            {{"largest_gain", Kind::law, "σ_w²ᴸ (L+1)ᴸ⁺¹/Lᴸ", "square Gaussian matrices, wide against their number",
              needed({"gaussian", "orthogonal"}), largest_gain},
             {"gain_moment", Kind::law, "σ_w²ᴸᵏ binom((L+1)k, k)/(Lk+1)",
              "square Gaussian matrices, wide against their number", needed({"gaussian"}, {whole(number("moment", {1, 100}))}),
              moment},
             {"log_norm_mean", Kind::equality, "L(ψ(n/2) + ln(2σ_w²/n))",
              "independent square Gaussian matrices, no nonlinearity", needed({"gaussian"}, {whole(number("width", count))}),
              [](const Given& g, Prediction& p) { return log_norm(true, g, p); }},
             {"log_norm_variance", Kind::equality, "L ψ'(n/2)", "independent square Gaussian matrices, no nonlinearity",
              needed({"gaussian"}, {whole(number("width", count))}),
              [](const Given& g, Prediction& p) { return log_norm(false, g, p); }}}} {}
};

}  // namespace
namespace parts::theories {
extern const Entry<Theory> dynamical_isometry = entry<Theory, DynamicalIsometry>(
    {"dynamical_isometry", "dynamical isometry", "how far a deep linear network at its start stretches its input",
     "σ_max² = (L+1)ᴸ⁺¹/Lᴸ for Gaussian layers, 1 for orthogonal ones; E ln|Wx|²/|x|² = L(ψ(n/2) + ln(2/n))",
     "Pennington, Schoenholz & Ganguli 2017; Penson & Życzkowski 2011; Hanin & Nica 2020"});
}  // namespace parts::theories
}  // namespace paribus
