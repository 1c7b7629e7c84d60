// How deep a plain network can be and still be trained. Small differences and gradients grow or shrink by a factor chi
// per layer, so a signal reaches about xi = 1 / |log chi| layers; networks train down to about 6 xi (Schoenholz et al.
// 2017). At chi = 1, the edge of chaos, xi has no bound. Variances: w of the weights times their fan-in, b of the
// biases.
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

/// Signals of two inputs forget their correlation's deviation with chi at c*; gradients scale with chi at 1. The
/// shorter reach is the one that ends training.
std::string depth(double times, const Given& g, Prediction& p) {
  const MeanField m = fixed_point(g);
  const std::string objection = scale_of(m.chi, times, p);
  if (!objection.empty() || !(m.correlation < 1)) return objection;
  p.values[0] = std::min(p.values[0], times * depth_scale(m.correlation_chi));
  return "";
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
             formula("depth_scale", Kind::law, "ξ = 1/|ln χ|",
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
     "L ≤ 6ξ, ξ = 1/|ln χ|, χ = σ_w² E φ'(√q* Z)²",
     "Poole, Lahiri, Raghu, Sohl-Dickstein & Ganguli 2016; Schoenholz, Gilmer, Ganguli & Sohl-Dickstein 2017"});
}  // namespace parts::theories
}  // namespace paribus
