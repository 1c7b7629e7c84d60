// A wide network trains like its linearization at the start: at a fixed rate below the critical one their outputs
// differ by O(width^-1/2), uniformly in time (Lee et al. 2019), because each parameter need move less the more there
// are (lazy training: Chizat, Oyallon & Bach 2019). The proof gives an upper rate; on real data the distance may fall
// faster, and Lee et al. see nearer to width^-1.
#include "paribus/theory/formula.hpp"

namespace paribus {
namespace {

using Assumption = Prediction::Assumption;

std::string slope(const Given& g, Prediction& p) {
  p.values = {-0.5};
  if (g.is("parametrization", "ntk")) p.assumption = Assumption::met;
  if (g.is("loss", "cross_entropy"))
    p.assumption = Assumption::broken,
    p.why = "under cross-entropy the parameters grow without end, and leave any neighborhood";
  return "";
}

class NtkWidth final : public Formulary {
 public:
  NtkWidth()
      : Formulary{
            {{"distance_from_linearization",
              Prediction::Kind::trend,
              "O(width^-½)",
              "squared error, a rate that does not grow with the width, every layer's output of order 1 at the start",
              {word("optimizer", {"gradient_descent", "gradient_flow"}),
               word("parametrization", {"ntk", "standard"}, ""), word("loss", {}, "")},
              slope}}} {}
};

}  // namespace
namespace parts::theories {
extern const Entry<Theory> ntk_width = entry<Theory, NtkWidth>(
    {"ntk_width", "linear in width",
     "how the distance of a trained network from its linearization falls with its width",
     "sup over t of |f - f_lin| = O(width^-½)", "Lee et al. 2019; Chizat, Oyallon & Bach 2019"});
}  // namespace parts::theories
}  // namespace paribus
