// How the moments of stochastic differential equations stray from those of SGD until a fixed time, as the step h falls:
// dX = -grad L dt + sqrt(h Sigma) dW is of weak order 1, and with L + h/4 |grad L|^2 in the drift of weak order 2.
// The spread is itself of order h, so that what is of order h^2 in it is a share of order h: neither equation has more
// than the leading term right. On least squares in one dimension the variance at rest is
//   h C / (2 l - h l^2) of SGD,  h C / 2 l of the first,  h C / (2 l + h l^2) of the second:
// there the second is further off than the first.
#include "paribus/theory/formula.hpp"

namespace paribus {
namespace {

std::string slope(double order, const Given& g, Prediction& p) {
  p.values = {order};
  judge_optimizer(g, "gradient_descent", p);
  if (p.assumption == Prediction::Assumption::broken) return "";
  p.assumption = Prediction::Assumption::unknown;
  const double share = g["learning_rate"] / g["rate_limit"];
  if (g["rate_limit"] > 0)
    p.assumption = share < 0.1 ? Prediction::Assumption::met : Prediction::Assumption::broken;
  if (p.assumption == Prediction::Assumption::broken)
    p.why = "the step is " + shortest(share) + " of the largest for which second moments stay bounded, not small";
  return "";
}

std::vector<Formula> of_both_orders() {
  std::vector<Formula> out;
  for (const int order : {1, 2})
    for (const char* what : {"loss_gap", "moment_gap", "spread_gap"}) {
      const bool relative = std::string(what) == "spread_gap";
      const double power = relative ? 1 : order;
      out.push_back({std::string(what) + (order == 1 ? "_first" : "_second"), Prediction::Kind::trend,
                     power == 1 ? "η¹" : "η²", "small steps to a fixed time, batches drawn independently",
                     {number("learning_rate", {0, infinity, false, true}, 0),
                      number("rate_limit", {0, infinity, false, true}, 0),
                      word("sampling", {"with_replacement", "without_replacement"}),
                      optimizer_if_known()},
                     [power](const Given& g, Prediction& p) { return slope(power, g, p); }});
    }
  return out;
}

class SgdWeakOrder final : public Formulary {
 public:
  SgdWeakOrder() : Formulary{of_both_orders()} {}
};

}  // namespace
namespace parts::theories {
extern const Entry<Theory> sgd_weak_order = entry<Theory, SgdWeakOrder>(
    {"sgd_weak_order", "weak order", "how fast the moments of SGD’s differential equations come to its own as steps fall",
     "|E f(θₖ) - E f(X(kη))| ~ η with the drift -∇L, ~ η² with -∇(L + η/4 |∇L|²)", "Li, Tai & E 2017; Li, Tai & E 2019"});
}  // namespace parts::theories
}  // namespace paribus
