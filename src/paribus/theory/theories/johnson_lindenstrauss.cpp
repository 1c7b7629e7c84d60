// How far can a random projection bend the distances of n points? Some projection to k dimensions keeps all squared
// distances to within epsilon if k >= 4 ln n / (epsilon^2/2 - epsilon^3/3), however many dimensions there were; one drawn
// at random does with a chance of 1/n at least by that count, and as a rule.
#include <cmath>

#include "paribus/theory/formula.hpp"

namespace paribus {
namespace {

/// Solves epsilon^2/2 - epsilon^3/3 = a for epsilon in (0, 1]; the left side grows there, from 0 to 1/6.
double distortion(double a) {
  double low = 0, high = 1;
  for (int i = 0; i < 80; ++i) {
    const double e = (low + high) / 2;
    (e * e / 2 - e * e * e / 3 < a ? low : high) = e;
  }
  return (low + high) / 2;
}

class JohnsonLindenstrauss final : public Formulary {
 public:
  JohnsonLindenstrauss()
      : Formulary{{{"distortion", Prediction::Kind::upper, "4 ln n/(ε²/2-ε³/3) = k",
                    "directions drawn without looking at the points, numbers normal or sparse of variance 1/k",
                    {number("points", {2, infinity}), number("components", {1, infinity}), word("directions", {"gaussian", "sparse"})},
                    [](const Given& g, Prediction& p) {
                      const double a = 4 * std::log(g["points"]) / g["components"];
                      if (a >= 1.0 / 6) return std::string("for " + shortest(g["points"]) + " points it speaks from " + shortest(std::ceil(24 * std::log(g["points"]))) + " dimensions on");
                      p.values = {distortion(a)};
                      p.assumption = Prediction::Assumption::met;
                      return std::string();
                    }},
                   {"typical_distortion", Prediction::Kind::law, "√(2/k)", "numbers normal; each pair of points by itself",
                    {number("components", {1, infinity}), word("directions", {"gaussian", "sparse"})},
                    [](const Given& g, Prediction& p) {
                      p.values = {std::sqrt(2 / g["components"])};
                      if (g.is("directions", "gaussian")) p.assumption = Prediction::Assumption::met;
                      return std::string();
                    }},
                   {"components", Prediction::Kind::upper, "4 ln n/(ε²/2-ε³/3)", "directions drawn without looking at the points",
                    {number("points", {2, infinity}), number("wanted_distortion", {0, 1, true, false}), word("directions", {"gaussian", "sparse"})},
                    [](const Given& g, Prediction& p) {
                      const double e = g["wanted_distortion"];
                      p.values = {std::ceil(4 * std::log(g["points"]) / (e * e / 2 - e * e * e / 3))};
                      p.assumption = Prediction::Assumption::met;
                      return std::string();
                    }}}} {}
};

}  // namespace
namespace parts::theories {
extern const Entry<Theory> johnson_lindenstrauss = entry<Theory, JohnsonLindenstrauss>(
    {"johnson_lindenstrauss", "Johnson and Lindenstrauss", "how far a random projection bends the squared distances of n points, whatever their dimension",
     "k ≥ 4 ln n/(ε²/2-ε³/3)", "Johnson & Lindenstrauss 1984; Dasgupta & Gupta 2003; Achlioptas 2003"});
}  // namespace parts::theories
}  // namespace paribus
