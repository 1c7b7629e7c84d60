// The stationary law of SGD when every batch has the same curvature H and only its slope is random, with covariance C:
//   S = (I - h H) S (I - h H) + h^2 C,   in H's eigenvectors s_ij = h c_ij / (l_i + l_j - h l_i l_j).
#include "paribus/theory/least_squares_noise.hpp"

namespace paribus {
namespace {

Matrix discrete(const StepNoise& noise, double h) {
  Matrix a = noise.hessian, q = noise.covariance;
  for (double& x : a.values) x *= -h;
  for (std::size_t i = 0; i < a.rows; ++i) a(i, i) += 1;
  for (double& x : q.values) x *= h * h;
  return discrete_lyapunov(a, q);
}

class SgdStationaryAdditive final : public Formulary {
 public:
  SgdStationaryAdditive()
      : Formulary{stationary_formulas(
            "S = (I-ηH)S(I-ηH) + η²C",
            "a quadratic, and noise of the gradient that does not depend on where it is taken", discrete)} {}
};

}  // namespace
namespace parts::theories {
extern const Entry<Theory> sgd_stationary_additive = entry<Theory, SgdStationaryAdditive>(
    {"sgd_stationary_additive", "stationary SGD, additive noise", "the same with one curvature for all batches",
     "S = (I-ηH)S(I-ηH) + η²C; excess loss ½ tr(HS)", "Liu, Ziyin & Ueda 2021"});
}  // namespace parts::theories
}  // namespace paribus
