// Where sharpness settles when a network is trained with full batches: at the curvature that the optimizer only just
// bears. With our forms of the steps (a velocity that sums, v <- b v - g):
//   gradient descent 2/h,  momentum (2+2b)/h,  Nesterov (2+2b)/((1+2b) h)             Cohen et al. 2021
//   Adam's mean m <- b1 m + (1-b1) g is 1-b1 times a sum: (2+2b1)/((1-b1) h), of D^-1/2 H D^-1/2,
//   D = sqrt(v^) + epsilon; 38/h at b1 = 0.9                                         Cohen et al. 2022
// Past the edge of V = (x^2-1)^2/4, stable below h = 1, gradient descent ends in the cycle of two points with
// u + v = sqrt(1 + 3/h), u v = 1/h. It attracts while (1 - h V''(u)) (1 - h V''(v)) = 9 - 2 (1+h)^2 > -1: h < sqrt 5
// - 1.
#include <cmath>

#include "paribus/theory/formula.hpp"

namespace paribus {
namespace {

using Kind = Prediction::Kind;
using Assumption = Prediction::Assumption;

std::string plateau(double level, const Given& g, Prediction& p) {
  if (g.is("objective", "quadratic")) return "the sharpness of a quadratic is the same everywhere: it does not settle";
  p.values = {level / g["learning_rate"]};
  if (g["batch_size"] != 0 && g["batch_size"] < g["examples"])
    p.assumption = Assumption::broken, p.why = "the batches are not full: their noise keeps the sharpness lower";
  else if (g.is("loss", "cross_entropy"))
    p.assumption = Assumption::broken, p.why = "under cross-entropy the sharpness falls again once examples are fitted";
  else if (g.is("loss", "squared_error")) p.assumption = Assumption::met;
  return "";
}

/// What every optimizer's formula is given besides its own memory; batch_size 0 stands for all examples.
std::vector<Need> needed(std::string optimizer, std::vector<Need> memory = {}) {
  std::vector<Need> out{word("optimizer", {std::move(optimizer)})};
  for (Need& n : memory) out.push_back(std::move(n));
  for (const Need& n : {number("learning_rate", positive), number("batch_size", {0}, 0),
                        number("examples", {0}, infinity), word("loss", {}, ""), word("objective", {}, "")})
    out.push_back(n);
  return out;
}

std::string cycle(const Given& g, Prediction& p) {
  const double h = g["learning_rate"], sum = std::sqrt(1 + 3 / h), apart = std::sqrt(1 - 1 / h);
  p.values = {(sum - apart) / 2, (sum + apart) / 2};
  p.assumption = Assumption::met;
  return "";
}

class EdgeOfStability final : public Formulary {
 public:
  EdgeOfStability()
      : Formulary{
            {{"sharpness", Kind::law, "2/η", network, needed("gradient_descent"),
              [](const Given& g, Prediction& p) { return plateau(2, g, p); }},
             {"sharpness", Kind::law, "(2+2β)/η", network, needed("momentum", {number("beta", fraction)}),
              [](const Given& g, Prediction& p) { return plateau(2 + 2 * g["beta"], g, p); }},
             {"sharpness", Kind::law, "(2+2β)/((1+2β)η)", network, needed("nesterov", {number("beta", fraction)}),
              [](const Given& g, Prediction& p) { return plateau((2 + 2 * g["beta"]) / (1 + 2 * g["beta"]), g, p); }},
             {"sharpness", Kind::law, "(2+2β₁)/((1-β₁)η)",
              std::string(network) + ", for the curvature that Adam's scaling leaves",
              needed("adam", {number("beta1", fraction)}),
              [](const Given& g, Prediction& p) { return plateau((2 + 2 * g["beta1"]) / (1 - g["beta1"]), g, p); }},
             {"cycle",
              Kind::equality,
              "u + v = √(1+3/η), uv = 1/η",
              "gradient descent on (x²-1)²/4, 1 < η < √5-1",
              {word("optimizer", {"gradient_descent"}), word("objective", {"double_well"}),
               number("learning_rate", {1, std::sqrt(5.0) - 1, true, true})},
              cycle}}} {}

 private:
  static constexpr const char* network = "an observed law of networks trained with full batches";
};

}  // namespace
namespace parts::theories {
extern const Entry<Theory> edge_of_stability = entry<Theory, EdgeOfStability>(
    {"edge_of_stability", "edge of stability", "the level at which sharpness settles in training with full batches",
     "gradient descent 2/η, momentum (2+2β)/η, Nesterov (2+2β)/((1+2β)η), Adam (2+2β₁)/((1-β₁)η) of the scaled "
     "curvature",
     "Cohen, Kaur, Li, Kolter & Talwalkar 2021; Cohen et al. 2022, arXiv 2207.14484"});
}  // namespace parts::theories
}  // namespace paribus
