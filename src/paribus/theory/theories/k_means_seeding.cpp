// How much worse than the best centers are the seeds of k-means++? In the mean at most 8 (ln k + 2) times, for any points;
// with one seed exactly 2 times. Nobody knows the best inertia, only that it is no more than the least one found: so the
// measured ratio to the latter is if anything too small, and a bound that it broke would be broken.
#include <cmath>

#include "paribus/theory/formula.hpp"

namespace paribus {
namespace {

class KMeansSeeding final : public Formulary {
 public:
  KMeansSeeding()
      : Formulary{{{"seeding_inertia", Prediction::Kind::upper, "8(ln k + 2)", "seeds drawn one by one in proportion to the squared distance: true of any points",
                    {whole(number("groups", {1, 1e15}))},
                    [](const Given& g, Prediction& p) {
                      p.values = {8 * (std::log(g["groups"]) + 2)};
                      p.assumption = Prediction::Assumption::met;
                      return std::string();
                    }}}} {}
};

}  // namespace
namespace parts::theories {
extern const Entry<Theory> k_means_seeding = entry<Theory, KMeansSeeding>(
    {"k_means_seeding", "the bound of k-means++", "how much inertia the seeds of k-means++ leave, against the best centers",
     "E[inertia of seeds] <= 8(ln k + 2) least inertia", "Arthur & Vassilvitskii 2007, Theorem 1.1"});
}  // namespace parts::theories
}  // namespace paribus
