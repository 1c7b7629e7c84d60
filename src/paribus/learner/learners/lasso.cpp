// Least squares with the sum of absolute coefficients as its penalty, which sets some of them to zero.
#include "paribus/learner/penalized_regression.hpp"

namespace paribus {
namespace {

class Lasso final : public Learner {
 public:
  explicit Lasso(const Settings& s) : settings_{s}, positive_{s.flag("positive", false, "only coefficients >= 0")} {}
  std::unique_ptr<Fitted> fit(const Prepared& data, const StreamName& stream) const override {
    return fit_penalized(data, {"lasso", settings_, single_columns(data.features.size()), [](double) { return 0.0; }, positive_}, stream);
  }
  std::optional<Task> only() const override { return Task::regression; }
  bool draws() const override { return settings_.draws(); }
  std::unique_ptr<Fitted> restore(const Kept& kept) const override { return restore_penalized(kept); }

 private:
  PenaltySettings settings_;
  bool positive_;
};

}  // namespace
namespace parts::learners {
extern const Entry<Learner> lasso = entry<Learner, Lasso>(
    {"lasso", "lasso", "least squares that sets coefficients to zero: a penalty on their absolute values",
     "min over w, b of (1/2n) |y - X w - b|^2 + l1 |w|_1, y and X as scaled by data.scale: scikit-learn's Lasso with alpha = l1",
     "Tibshirani 1996"});
}  // namespace parts::learners
}  // namespace paribus
