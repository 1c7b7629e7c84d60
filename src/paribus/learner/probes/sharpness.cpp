// How curved the objective is: the largest eigenvalue of its Hessian on all training rows.
#include "paribus/learner/probe.hpp"
#include "paribus/math/lanczos.hpp"
#include "paribus/model/hessian.hpp"

namespace paribus {
namespace {

class Sharpness final : public Probe {
 public:
  explicit Sharpness(const Settings& s)
      : tolerance_{s.real("tolerance", 1e-3, {1e-9, 0.5},
                          "residual of the eigenpair, as a share of the sharpness, at which a reading ends; its own "
                          "error is of second order")} {}
  bool dear() const override { return true; }
  std::string unit() const override { return "curvature"; }
  Reading read(const Moment& m) const override {
    return {largest_eigenvalue(m.theta.size(), hessian(m.risk, m.theta), tolerance_, 300).value};
  }

 private:
  double tolerance_;
};

}  // namespace
namespace parts::probes {
extern const Entry<Probe> sharpness =
    entry<Probe, Sharpness>({"sharpness", "sharpness", "the largest eigenvalue of the Hessian on all training rows",
                             "lambda_max(H)", "Cohen, Kaur, Li, Kolter & Talwalkar 2021"});
}  // namespace parts::probes
}  // namespace paribus
