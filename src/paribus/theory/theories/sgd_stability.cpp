// The largest step at which SGD on least squares keeps a bounded second moment. One random batch may be steeper than
// the mean, so it lies below 2 / lambda_max: with K(S) = E[H_B S H_B] and D(S) = H S + S H, it is
//   1 / lambda_max(D^-1/2 K D^-1/2).      In one dimension 2 m2 / (m2^2 + (m4 - m2^2)/B), m_k = E a^k.
#include "paribus/theory/least_squares_noise.hpp"

namespace paribus {
namespace {

std::string limit(const Given& g, Prediction& p) {
  const std::string objection = objection_to_rows(g);
  if (!objection.empty()) return objection;
  return spoken([&] {
    p.values = {BatchRecursion{design(g), mixing(g)}.limit()};
    judge_steps(g, p);
    return std::string();
  });
}

std::vector<Need> needed() {
  std::vector<Need> all = row_needs();
  std::erase_if(all, [](const Need& n) { return n.name == "learning_rate"; });
  return all;
}

class SgdStability final : public Formulary {
 public:
  SgdStability()
      : Formulary{{{"learning_rate", Prediction::Kind::equality, "1/λ_max(D^-½ K D^-½)",
                    "least squares, gradient descent on batches drawn independently", needed(), limit}}} {}
};

}  // namespace
namespace parts::theories {
extern const Entry<Theory> sgd_stability = entry<Theory, SgdStability>(
    {"sgd_stability", "stability of SGD", "the largest step at which mini-batches keep a bounded second moment",
     "ηK(S) < HS + SH for all S, K(S) = E[H_B S H_B]; in one dimension 2m₂/(m₂² + (m₄-m₂²)/B)",
     "Ma, Bassily & Belkin 2018; Wu, Ma & E 2018"});
}  // namespace parts::theories
}  // namespace paribus
