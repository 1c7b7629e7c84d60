// Where an epoch of m mini-batches ends, in the mean over their orders, from flows followed for the time m h: as a share
// of the way of an epoch, itself ~ h, ~ h from the gradient flow, ~ h from the modified flow of full batches, which
// lacks the spread of the batches' gradients, and ~ h^2 from the one with it, L + h/4m sum |grad L_k|^2.
#include "paribus/theory/formula.hpp"

namespace paribus {
namespace {

/// Small is m h lambda < 0.2: the time of an epoch against the fastest direction.
std::string slope(double order, const Given& g, Prediction& p) {
  p.values = {order};
  if (bends(g, p)) return "";
  const double reach = g["batches"] * g["learning_rate"] * g["lambda_max"];
  if (reach > 0) p.assumption = reach < 0.2 ? Prediction::Assumption::met : Prediction::Assumption::broken;
  if (reach >= 0.2)
    p.why = "the time of an epoch times the largest curvature is " + shortest(reach) + ", not small against 1";
  return "";
}

Formula formula(const char* quantity, double order) {
  return {quantity, Prediction::Kind::trend, order == 1 ? "η¹" : "η²",
          "short epochs on a smooth objective, the mean over all orders of the batches",
          {word("optimizer", {"gradient_descent"}), number("learning_rate", {0, infinity, false, true}, 0),
           number("batches", {1, infinity, false, true}, 1), number("lambda_max", {0, infinity, false, true}, 0),
           field_if_it_bends()},
          [order](const Given& g, Prediction& p) { return slope(order, g, p); }};
}

class EpochGap final : public Formulary {
 public:
  EpochGap()
      : Formulary{{formula("epoch_gap_to_flow", 1), formula("epoch_gap_to_full_batch_flow", 1),
                   formula("epoch_gap_to_batch_flow", 2)}} {}
};

}  // namespace
namespace parts::theories {
extern const Entry<Theory> epoch_gap = entry<Theory, EpochGap>(
    {"epoch_gap", "implicit regularization", "how far from its flows an epoch of mini-batches ends in the mean",
     "|E θₘ - θ(mη)| / |θ(mη) - θ(0)| ~ η² for L + η/4m Σₖ |∇Lₖ|², ~ η without the batches’ spread",
     "Smith, Dherin, Barrett & De 2021"});
}  // namespace parts::theories
}  // namespace paribus
