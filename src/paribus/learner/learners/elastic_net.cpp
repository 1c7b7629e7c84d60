// Between ridge and lasso: features that say the same share a coefficient instead of one taking it all.
#include "paribus/learner/penalized_regression.hpp"

namespace paribus {
namespace {

class ElasticNet final : public Learner {
 public:
  explicit ElasticNet(const Settings& s)
      : settings_{s},
        share_{s.real("l1_share", 0.5, {0, 1, true, false}, "l1 / (l1 + l2): where l2 is not written, it follows l1")},
        given_{s.find("l2") != nullptr},
        l2_{s.real("l2", given_ ? 0 : settings_.l1 * (1 - share_) / share_, {0, infinity, false, true},
                   "weight of half the sum of squared coefficients; where it is not written, l1 (1 - l1_share) / l1_share")},
        positive_{s.flag("positive", false, "only coefficients >= 0")} {}
  std::unique_ptr<Fitted> fit(const Prepared& data, const StreamName& stream) const override {
    const auto l2 = [this](double l1) { return given_ ? l2_ : l1 * (1 - share_) / share_; };
    return fit_penalized(data, {"elastic_net", settings_, single_columns(data.features.size()), l2, positive_}, stream);
  }
  std::optional<Task> only() const override { return Task::regression; }
  bool draws() const override { return settings_.draws(); }
  std::unique_ptr<Fitted> restore(const Kept& kept) const override { return restore_penalized(kept); }

 private:
  PenaltySettings settings_;
  double share_;
  bool given_;
  double l2_;
  bool positive_;
};

}  // namespace
namespace parts::learners {
extern const Entry<Learner> elastic_net = entry<Learner, ElasticNet>(
    {"elastic_net", "elastic net", "least squares with penalties on absolute and on squared coefficients",
     "min over w, b of (1/2n) |y - X w - b|^2 + l1 |w|_1 + (l2/2) |w|^2, y and X as scaled by data.scale: scikit-learn's ElasticNet with "
     "alpha = l1 + l2, l1_ratio = l1_share",
     "Zou & Hastie 2005; Friedman, Hastie & Tibshirani 2010"});
}  // namespace parts::learners
}  // namespace paribus
