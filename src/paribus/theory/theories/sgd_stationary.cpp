// Where SGD with a constant step ends up on least squares: not at the minimum but around it. With S the second moment
// of w - w*, a row of a batch, and r the residual at w*, exactly
//   S = E[(I - h H_B) S (I - h H_B)] + h^2 Cov g_B,   g_B the mean of r a over the batch.
// The curvature of a batch differs from batch to batch; leaving this out gives sgd_stationary_additive.
#include "paribus/theory/least_squares_noise.hpp"

namespace paribus {
namespace {

std::string stationary(const Given& g, Prediction& p) {
  const std::string objection = objection_to_rows(g);
  if (!objection.empty()) return objection;
  return spoken([&] {
    const double h = g["learning_rate"];
    const BatchRecursion recursion{design(g), mixing(g)};
    Matrix q = least_squares_noise(g).covariance;
    for (double& x : q.values) x *= h * h;
    p.values = stationary_quantity(p.axis, recursion.hessian(), recursion.stationary(h, q));
    judge_steps(g, p);
    return std::string();
  });
}

Formula formula(const char* quantity) {
  return {quantity, Prediction::Kind::equality, "S = E[(I-ηH_B)S(I-ηH_B)] + η²C_B",
          "least squares at its stationary law, gradient descent on batches drawn independently", row_needs(),
          stationary};
}

class SgdStationary final : public Formulary {
 public:
  SgdStationary()
      : Formulary{{formula("excess_loss"), formula("variance"), formula("top_variance"), formula("covariance")}} {}
};

}  // namespace
namespace parts::theories {
extern const Entry<Theory> sgd_stationary = entry<Theory, SgdStationary>(
    {"sgd_stationary", "stationary SGD", "how far from the minimum of least squares SGD with a constant step stays",
     "S = E[(I-ηH_B)S(I-ηH_B)] + η²C_B; excess loss ½ tr(HS)",
     "second moment of a linear recursion; Liu, Ziyin & Ueda 2021 for its discrete time"});
}  // namespace parts::theories
}  // namespace paribus
