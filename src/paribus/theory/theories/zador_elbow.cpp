// How inertia falls with k where there are no groups at all: as k^(-2/d), for points with any density in d dimensions and
// k large. An elbow is a place where data fall faster and then no faster than this.
#include "paribus/theory/formula.hpp"

namespace paribus {
namespace {

class ZadorElbow final : public Formulary {
 public:
  ZadorElbow()
      : Formulary{{{"inertia", Prediction::Kind::trend, "k^(-2/d)", "no groups: a density in as many dimensions as there are features, and k large",
                    {whole(number("features", {1, 1e9}))},
                    [](const Given& g, Prediction& p) {
                      p.values = {-2 / g["features"]};
                      return std::string();
                    }}}} {}
};

}  // namespace
namespace parts::theories {
extern const Entry<Theory> zador_elbow = entry<Theory, ZadorElbow>(
    {"zador_elbow", "Zador’s law", "how inertia falls with the number of groups where there are none",
     "inertia ~ k^(-2/d)", "Zador 1982"});
}  // namespace parts::theories
}  // namespace paribus
