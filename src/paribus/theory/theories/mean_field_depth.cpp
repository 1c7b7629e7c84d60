// How deep a plain network can be and still be trained. The correlation of two inputs nears its fixed point c* by a
// factor chi per layer, so a difference reaches about xi = -1 / log chi layers; networks train down to about 6 xi
// (Schoenholz et al. 2017). Where chi = 1, the edge of chaos, xi has no bound. Variances: w of the weights times their
// fan-in, b of the biases. Where signals have no finite, positive length (ReLU: b = 0 or w >= 2; tanh: b = 0 and w < 1)
// correlations near c* by no such factor, and there is no xi.
#include <cmath>

#include "paribus/theory/formula.hpp"
#include "paribus/theory/mean_field.hpp"

namespace paribus {
namespace {

using Kind = Prediction::Kind;
using Assumption = Prediction::Assumption;

MeanField fixed_point(const Given& g) {
  return g.is("activation", "tanh") ? tanh_mean_field(g["weight_variance"], g["bias_variance"])
                                    : relu_mean_field(g["weight_variance"], g["bias_variance"]);
}

std::string scale_of(double chi, double times, Prediction& p) {
  if (!(std::abs(chi - 1) > 1e-9)) return "at the edge of chaos the depth scale has no bound";
  if (!(chi > 0)) return "nothing passes a layer";
  p.values = {times * depth_scale(chi)};
  return "";
}

/// Signals of two inputs forget the deviation of their correlation from c* as exp(-L / xi_c), and training needs what
/// they forget. Exploding gradients have a scale of their own, gradient_scale; past the edge it is shorter, yet trained
/// networks follow xi_c (Schoenholz et al. 2017).
std::string depth(double times, const Given& g, Prediction& p) {
  const MeanField m = fixed_point(g);
  if (m.correlation_chi == 1 && std::abs(m.chi - 1) > 1e-9)
    return g.is("activation", "relu")
               ? "without a finite, positive length of signals the correlation of ReLU's nears 1 as 1/L², and such a "
                 "decay has no depth scale"
               : "signals shrink until the network is linear, and a linear network forgets no correlation";
  return scale_of(m.correlation_chi, times, p);
}

Formula formula(const char* quantity, Kind kind, const char* text, std::string (*values)(const Given&, Prediction&)) {
  return {quantity,
          kind,
          text,
          "wide layers, independent Gaussian weights, a plain network without residual paths or normalization",
          {word("activation", {"tanh", "relu"}), number("weight_variance", {0, 100, true}),
           number("bias_variance", {0, 100})},
          values};
}

class MeanFieldDepth final : public Formulary {
 public:
  MeanFieldDepth()
      : Formulary{
            {formula("trainable_depth", Kind::upper, "6ξ",
                     [](const Given& g, Prediction& p) { return depth(6, g, p); }),
             formula("depth_scale", Kind::law, "ξ = -1/ln χ at c*",
                     [](const Given& g, Prediction& p) { return depth(1, g, p); }),
             formula("gradient_scale", Kind::law, "ξ₁ = 1/|ln χ₁|",
                     [](const Given& g, Prediction& p) { return scale_of(fixed_point(g).chi, 1, p); }),
             formula("length_scale", Kind::law, "ξ_q = 1/|ln χ_q|",
                     [](const Given& g, Prediction& p) { return scale_of(fixed_point(g).length_chi, 1, p); }),
             formula("chi", Kind::law, "χ₁ = σ_w² E φ'(√q* Z)²",
                     [](const Given& g, Prediction& p) { return p.values = {fixed_point(g).chi}, std::string(); }),
             formula("length", Kind::law, "q* = σ_w² E φ(√q* Z)² + σ_b²",
                     [](const Given& g, Prediction& p) { return p.values = {fixed_point(g).length}, std::string(); }),
             formula(
                 "correlation", Kind::law, "c* = C(c*)",
                 [](const Given& g, Prediction& p) { return p.values = {fixed_point(g).correlation}, std::string(); }),
             {"edge_of_chaos",
              Kind::law,
              "χ₁ = 1",
              "wide layers, independent Gaussian weights",
              {word("activation", {"tanh", "relu"}), number("bias_variance", {0, 100})},
              [](const Given& g, Prediction& p) {
                p.values = {g.is("activation", "tanh") ? tanh_edge_of_chaos(g["bias_variance"]) : 2};
                return std::string();
              }}}} {}
};

}  // namespace
namespace parts::theories {
extern const Entry<Theory> mean_field_depth = entry<Theory, MeanFieldDepth>(
    {"mean_field_depth", "trainable depth", "the depth beyond which a plain network no longer trains",
     "L ≤ 6ξ, ξ = -1/ln χ, χ = σ_w² E φ'(√q* Z) φ'(√q* Z'), Z and Z' of correlation c*",
     "Poole, Lahiri, Raghu, Sohl-Dickstein & Ganguli 2016; Schoenholz, Gilmer, Ganguli & Sohl-Dickstein 2017"});
}  // namespace parts::theories
}  // namespace paribus
