// A wide network trains like its linearization at the start, because each parameter need move less the more there are
// (lazy training: Chizat, Oyallon & Bach 2019). At a fixed rate below the critical one their outputs differ by
// O(width^-1/2), uniformly in time (Lee et al. 2019): a bound. Expanded in 1 / width, to leading order the kernel
// moves, and the outputs differ, by width^-1 (Dyer & Gur-Ari 2020). How small a change of the kernel is leading order
// is nowhere proved; a tenth is our line.
#include "paribus/theory/formula.hpp"

namespace paribus {
namespace {

using Assumption = Prediction::Assumption;
using Kind = Prediction::Kind;

std::string slope(double power, const Given& g, Prediction& p) {
  p.values = {power};
  if (g.is("parametrization", "ntk")) p.assumption = Assumption::met;
  if (g.is("loss", "cross_entropy"))
    p.assumption = Assumption::broken,
    p.why = "under cross-entropy the parameters grow without end, and leave any neighborhood";
  return "";
}

std::string leading(const Given& g, Prediction& p) {
  slope(-1, g, p);
  if (g["kernel_change"] >= 0.1)
    p.assumption = Assumption::broken,
    p.why = "the kernel moved by " + shortest(g["kernel_change"]) + " of itself, beyond what leading order speaks of";
  return "";
}

std::vector<Need> needed(std::vector<Need> more = {}) {
  more.insert(more.begin(), {word("optimizer", {"gradient_descent", "gradient_flow"}),
                             word("parametrization", {"ntk", "standard"}, ""), word("loss", {}, "")});
  return more;
}

class NtkWidth final : public Formulary {
 public:
  NtkWidth()
      : Formulary{{{"distance_from_linearization", Kind::trend, "1/width", small,
                    needed({number("kernel_change", {0})}), leading},
                   {"distance_from_linearization", Kind::trend, "O(width^-½)", fixed, needed(),
                    [](const Given& g, Prediction& p) { return slope(-0.5, g, p); }},
                   {"kernel_change", Kind::trend, "1/width", small, needed({number("kernel_change", {0})}), leading}}} {
  }

 private:
  static constexpr const char* fixed =
      "squared error, a rate that does not grow with the width, every layer's output of order 1 at the start";
  static constexpr const char* small =
      "squared error, a rate that does not grow with the width, every layer's output of order 1 at the start, and a "
      "width at which the kernel changes little";
};

}  // namespace
namespace parts::theories {
extern const Entry<Theory> ntk_width =
    entry<Theory, NtkWidth>({"ntk_width", "linear in width",
                             "how the distance of a trained network from its linearization falls with its width",
                             "sup over t of |f - f_lin| = O(width^-½); to leading order 1/width",
                             "Lee et al. 2019; Chizat, Oyallon & Bach 2019; Dyer & Gur-Ari 2020"});
}  // namespace parts::theories
}  // namespace paribus
