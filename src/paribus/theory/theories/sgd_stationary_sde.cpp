// The stationary law of SGD in continuous time, dw = -H (w - w*) dt + sqrt(h C) dW:
//   H S + S H = h C,   with the excess loss 1/2 tr(H S) = h tr(C) / 4 whatever H.
// The discrete law has h l_i l_j less in its denominators, so this one lies too low, the more the larger h l.
#include "paribus/theory/least_squares_noise.hpp"

namespace paribus {
namespace {

Matrix continuous(const StepNoise& noise, double h) {
  Matrix q = noise.covariance;
  for (double& x : q.values) x *= h;
  return continuous_lyapunov(noise.hessian, q);
}

class SgdStationarySde final : public Formulary {
 public:
  SgdStationarySde()
      : Formulary{stationary_formulas("HS + SH = ηC", "steps short against every curvature, ηλ ≪ 1, and additive noise",
                                      continuous)} {}
};

}  // namespace
namespace parts::theories {
extern const Entry<Theory> sgd_stationary_sde =
    entry<Theory, SgdStationarySde>({"sgd_stationary_sde", "stationary SDE",
                                     "the stationary law of the stochastic differential equation in place of SGD",
                                     "HS + SH = ηC; excess loss η tr(C)/4", "Mandt, Hoffman & Blei 2017"});
}  // namespace parts::theories
}  // namespace paribus
