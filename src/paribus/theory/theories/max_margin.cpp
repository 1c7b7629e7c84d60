// A penalty that vanishes lets logistic regression go, where the classes are separable, to the plane of the largest
// margin g (Rosset, Zhu & Hastie 2004). How fast, by the stationarity of its tail e^-z, z_i = y_i (w.x_i + b):
//   l2 w = (1/n) sum_i y_i x_i e^-z_i,   sum_i p_i y_i x_i = g w/|w|   (p: the hard margin's multipliers, their sum 1)
// so e^-z_i = n l2 |w| p_i / g. With sum_i p_i z_i = g |w| =: t and the entropy H of p this is
//   t e^t = g^2 e^H / (n l2)             and the nearest row has z = t - H - ln max_i p_i
#include <cmath>

#include "paribus/theory/formula.hpp"

namespace paribus {
namespace {

using Assumption = Prediction::Assumption;

/// t with t e^t = a > 0, by Newton's method for t + ln t = ln a.
double product_log(double a) {
  const double target = std::log(a);
  double t = target > 1 ? target - std::log(target) : std::exp(target) / (1 + std::exp(target));
  for (int i = 0; i < 60; ++i) t = std::max(t / 10, t - (t + std::log(t) - target) / (1 + 1 / t));
  return t;
}

double along(const Given& g) {
  return product_log(g["margin"] * g["margin"] * std::exp(g["dual_entropy"]) / (g["examples"] * g["penalty"]));
}

double nearest(const Given& g, double t) { return t - g["dual_entropy"] - std::log(g["largest_dual"]); }

void judge(const Given& g, double t, Prediction& p) {
  // The loss is its tail as far as e^-z is small against 1.
  const bool tail = nearest(g, t) >= std::log(100.0);
  p.assumption = tail ? Assumption::met : Assumption::broken;
  if (!tail) p.why += ": here the penalty is not small enough, for the nearest row the loss is not yet its exponential tail within 1 %";
}

Formula law(const char* quantity, const char* formula, double (*value)(const Given&, double)) {
  return {quantity, Prediction::Kind::law, formula, "a plane separates the classes, and the penalty is small",
          {word("classes", {"separable"}), number("penalty", positive), number("examples", {1}), number("margin", positive),
           number("dual_entropy", {0}), number("largest_dual", {0, 1, true, false})},
          [value](const Given& g, Prediction& p) {
            const double t = along(g);
            if (!(t > 0) || !std::isfinite(t)) return std::string("the penalty is out of range");
            p.values = {value(g, t)};
            judge(g, t, p);
            return std::string();
          }};
}

class MaxMarginLaw final : public Formulary {
 public:
  MaxMarginLaw()
      : Formulary{{law("weight_norm", "t/g, t eᵗ = g² e^H/(n l2)", [](const Given& g, double t) { return t / g["margin"]; }),
                   law("margin_share", "1 - (H + ln max p)/t, t eᵗ = g² e^H/(n l2)", [](const Given& g, double t) { return nearest(g, t) / t; })}} {}
};

}  // namespace
namespace parts::theories {
extern const Entry<Theory> max_margin = entry<Theory, MaxMarginLaw>(
    {"max_margin", "the largest margin", "where logistic regression goes on separable classes as its penalty l2 vanishes, and how fast",
     "|w| = t/g, t eᵗ = g² e^H/(n l2): g the largest margin, H the entropy of its multipliers",
     "Rosset, Zhu & Hastie 2004"});
}  // namespace parts::theories
}  // namespace paribus
