// When a larger batch stops to help. With C the covariance of one example's gradient and g the gradient,
//   B_noise = tr C / |g|^2   (the noise scale),
// a step with batch B makes 1 / (1 + B_noise/B) of the progress of a step without noise; a target that takes S steps of
// full batches takes S (1 + B_noise/B) of batches of B, which is S (B + B_noise) examples.
#include "paribus/theory/formula.hpp"

namespace paribus {
namespace {

using Kind = Prediction::Kind;

Formula beside(std::string quantity, std::string text, Need base,
               double (*value)(double base, double noise, double batch)) {
  const std::string name = base.name;
  return {std::move(quantity), Kind::law, std::move(text),
          "the noise scale and the best step for it stay the same on the way to the target",
          {std::move(base), number("noise_scale", {0, infinity, false, true}), number("batch_size", positive),
           number("noise_scale_change", {1}, 1)},
          [name, value](const Given& g, Prediction& p) {
            p.values = {value(g[name], g["noise_scale"], g["batch_size"])};
            if (g["noise_scale_change"] >= 10) {  // of one size it is no more
              p.assumption = Prediction::Assumption::broken;
              p.why = "the noise scale changes by a factor of " + shortest(g["noise_scale_change"]) + " on the way to the target";
            }
            return std::string();
          }};
}

class CriticalBatch final : public Formulary {
 public:
  CriticalBatch()
      : Formulary{{{"noise_scale",
                    Kind::law,
                    "tr C / |∇L|²",
                    "the curvature is the same in every direction of the gradient's noise",
                    {number("gradient_noise_trace", {0}), number("gradient_norm", positive)},
                    [](const Given& g, Prediction& p) {
                      p.values = {g["gradient_noise_trace"] / (g["gradient_norm"] * g["gradient_norm"])};
                      return std::string();
                    }},
                   beside("steps_to_target", "S (1 + B_noise/B)", number("least_steps", positive),
                          [](double s, double noise, double b) { return s * (1 + noise / b); }),
                   beside("examples_to_target", "S (B + B_noise)", number("least_steps", positive),
                          [](double s, double noise, double b) { return s * (b + noise); }),
                   beside("learning_rate", "η / (1 + B_noise/B)", number("full_batch_rate", positive),
                          [](double h, double noise, double b) { return h / (1 + noise / b); })}} {}
};

}  // namespace
namespace parts::theories {
extern const Entry<Theory> critical_batch = entry<Theory, CriticalBatch>(
    {"critical_batch", "critical batch", "the batch beyond which more examples per step save few steps",
     "B_noise = tr C/|∇L|²; steps S(1 + B_noise/B), examples S(B + B_noise)",
     "McCandlish, Kaplan, Amodei & OpenAI Dota Team 2018, arXiv 1812.06162"});
}  // namespace parts::theories
}  // namespace paribus
