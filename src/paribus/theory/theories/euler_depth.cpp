// A residual network h <- h + (1/L) f(h, l/L) is Euler's method with step 1/L on h' = f(h, s), s from 0 to 1. Its
// output is off from the equation's by O(1/L): on log-log axes the distance falls with slope -1 in the depth L.
#include "paribus/theory/formula.hpp"

namespace paribus {
namespace {

using Assumption = Prediction::Assumption;

std::string slope(const Given& g, Prediction& p) {
  p.values = {-1};
  if (g.is("weights", "independent"))
    p.assumption = Assumption::broken,
    p.why = "weights drawn anew for each block do not follow a smooth path: there is no such equation";
  else if (!g.is("weights", "")) p.assumption = Assumption::met;
  return "";
}

class EulerDepth final : public Formulary {
 public:
  EulerDepth()
      : Formulary{{{"distance_to_limit", Prediction::Kind::trend, "O(1/L)",
                    "steps of 1/L, and weights that are a smooth function of the depth l/L or shared by all blocks",
                    {word("step", {"1/depth"}), word("weights", {"shared", "smooth", "independent"}, "")},
                    slope}}} {}
};

}  // namespace
namespace parts::theories {
extern const Entry<Theory> euler_depth = entry<Theory, EulerDepth>(
    {"euler_depth", "depth as Euler's method",
     "how a residual network nears its differential equation as it gets deeper", "|h_L - h(1)| = O(1/L)",
     "Haber & Ruthotto 2017; Chen, Rubanova, Bettencourt & Duvenaud 2018"});
}  // namespace parts::theories
}  // namespace paribus
