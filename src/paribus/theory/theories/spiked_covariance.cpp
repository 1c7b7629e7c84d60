// Is a direction of larger variance seen at all? Among independent columns of variance 1, one direction of variance
// `spike` turns the first principal component towards itself only beyond 1 + sqrt(gamma); below, the component points
// anywhere.
#include <algorithm>

#include "paribus/theory/formula.hpp"
#include "paribus/theory/random_matrix.hpp"

namespace paribus {
namespace {

constexpr const char *normal = "normal numbers", *shuffled = "shuffled columns", *real = "real rows";
const std::vector<Need> needed{number("spike", {1, infinity}), number("rows", {2, infinity}), number("columns", {1, infinity}),
                               word("background", {normal, shuffled, real}, "")};
constexpr const char* assumed = "independent normal rows, one direction of larger variance, many rows and columns";

/// By what the direction is hidden in, where a word says it.
void judge(const Given& g, Prediction& p) {
  constexpr double many = 30;   // below it the limit is no near one
  if (std::min(g["rows"], g["columns"]) < many) p.why += ", and there are few";
  else if (g.is("background", normal)) p.assumption = Prediction::Assumption::met;
  if (g.is("background", shuffled)) p.why += "; shuffled columns are independent, but not normal";
  if (g.is("background", real))
    p.assumption = Prediction::Assumption::broken, p.why = "real columns depend on each other, so that other directions have larger variances too";
}

Formula formula(const char* quantity, const char* text, double (*value)(double spike, double gamma)) {
  return {quantity, Prediction::Kind::law, text, assumed, needed, [value](const Given& g, Prediction& p) {
            judge(g, p);
            return p.values = {value(g["spike"], g["columns"] / g["rows"])}, std::string();
          }};
}

class SpikedCovariance final : public Formulary {
 public:
  SpikedCovariance()
      : Formulary{{formula("overlap", "max(0, 1-γ/(ℓ-1)²)/(1+γ/(ℓ-1))", random_matrix::spike_overlap),
                   formula("largest_variance", "ℓ(1+γ/(ℓ-1)), (1+√γ)² up to 1+√γ", random_matrix::spike_variance),
                   formula("spike", "1+√γ", [](double, double gamma) { return random_matrix::spike_threshold(gamma); })}} {}
};

}  // namespace
namespace parts::theories {
extern const Entry<Theory> spiked_covariance = entry<Theory, SpikedCovariance>(
    {"spiked_covariance", "the BBP transition", "how far the first principal component turns to a direction of larger variance, and from which variance on",
     "seen for ℓ > 1+√γ; λ → ℓ(1+γ/(ℓ-1)); cos² → (1-γ/(ℓ-1)²)/(1+γ/(ℓ-1))", "Baik, Ben Arous & Péché 2005; Paul 2007"});
}  // namespace parts::theories
}  // namespace paribus
