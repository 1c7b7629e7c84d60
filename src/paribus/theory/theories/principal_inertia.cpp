// No k groups of the points, however found, leave less inertia than what the k - 1 largest principal components leave:
// the means of k groups lie in k - 1 dimensions about the mean of all, and no such plane takes more.
#include <algorithm>

#include "paribus/theory/formula.hpp"

namespace paribus {
namespace {

class PrincipalInertia final : public Formulary {
 public:
  PrincipalInertia()
      : Formulary{{{"inertia", Prediction::Kind::lower, "1 - Σ_{j<k} λⱼ/Σλ", "squared distances: true of any points and any groups",
                    {whole(number("groups", {1, 1e15})), numbers("variance_shares", {0, 1})},
                    [](const Given& g, Prediction& p) {
                      Vector shares = g.all("variance_shares");
                      std::ranges::sort(shares, std::greater<>());
                      double left = 1;
                      for (std::size_t j = 0; j + 1 < static_cast<std::size_t>(g["groups"]) && j < shares.size(); ++j) left -= shares[j];
                      if (left < 1e-12) return std::string("the bound is 0: there are as many groups as dimensions");
                      p.values = {left};
                      p.assumption = Prediction::Assumption::met;
                      return std::string();
                    }}}} {}
};

}  // namespace
namespace parts::theories {
extern const Entry<Theory> principal_inertia = entry<Theory, PrincipalInertia>(
    {"principal_inertia", "the bound of principal components", "what inertia any k groups leave at least, as a share of the whole",
     "inertia / total >= 1 - sum of the k - 1 largest variance shares along principal axes", "Ding & He 2004"});
}  // namespace parts::theories
}  // namespace paribus
