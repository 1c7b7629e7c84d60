// Least squares with coefficients that are not negative, and no penalty.
#include "paribus/learner/penalized_regression.hpp"

namespace paribus {
namespace {

class NonNegativeLeastSquares final : public Learner {
 public:
  explicit NonNegativeLeastSquares(const Settings& s)
      : tolerance_{s.real("tolerance", 1e-10, {1e-15, 1e-1}, "how far above the minimum the fit may end, as a share of the objective at 0 (an estimate)")} {}
  std::unique_ptr<Fitted> fit(const Prepared& data, const StreamName& stream) const override {
    const Settings none;
    PenaltySettings settings{none};
    settings.choose = "given";
    settings.tolerance = tolerance_;
    return fit_penalized(data, {"non_negative_least_squares", settings, single_columns(data.features.size()), [](double) { return 0.0; }, true}, stream);
  }
  std::optional<Task> only() const override { return Task::regression; }
  bool draws() const override { return false; }
  std::unique_ptr<Fitted> restore(const Kept& kept) const override { return restore_penalized(kept); }

 private:
  double tolerance_;
};

}  // namespace
namespace parts::learners {
extern const Entry<Learner> non_negative_least_squares = entry<Learner, NonNegativeLeastSquares>(
    {"non_negative_least_squares", "non-negative least squares", "least squares whose coefficients are not negative",
     "min over w >= 0, b of (1/2n) |y - X w - b|^2", "Lawson & Hanson 1974, the problem; solved by coordinate descent", "nnls"});
}  // namespace parts::learners
}  // namespace paribus
