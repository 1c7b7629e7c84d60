// Ridge regression in closed form, its penalty as written or chosen by leaving one out.
#include <algorithm>
#include <cmath>

#include "paribus/learner/learner.hpp"
#include "paribus/math/elementary.hpp"
#include "paribus/math/ridge_path.hpp"
#include "paribus/math/vector.hpp"

namespace paribus {
namespace {

class Fit final : public Fitted {
 public:
  Fit(double intercept, Vector w, std::optional<FitSummary> summary) : intercept_{intercept}, w_{std::move(w)}, summary_{std::move(summary)} {}
  Matrix predict(const Examples& e) const override {
    Matrix z(e.size(), 1);
    for (std::size_t i = 0; i < e.size(); ++i) z(i, 0) = intercept_ + dot(e.x.row(i), w_);
    return z;
  }
  Kept keep() const override {
    Matrix c(1, w_.size() + 1, intercept_);
    std::ranges::copy(w_, c.values.begin() + 1);
    return {{}, {{"coefficients", c}}};
  }
  std::optional<FitSummary> summary() const override { return summary_; }

 private:
  double intercept_;
  Vector w_;
  std::optional<FitSummary> summary_;
};

class Ridge final : public Learner {
 public:
  explicit Ridge(const Settings& s)
      : l2_{s.real("l2", 0.001, {0, infinity, false, true}, "the penalty, if it is given; the same as training.l2: features share it, so let them have one scale")},
        choose_{s.word("choose", s.find("l2") ? "given" : "loo", {"given", "loo", "gcv"},
                       "given: l2 as it is (the default where l2 is written); loo: the penalty with the least squared error of each row when it is left out, exactly; gcv: by generalized cross-validation")},
        penalties_{static_cast<std::size_t>(s.integer("penalties", 50, {2, 10000}, "penalties to choose from, evenly spaced in their logarithm from 1e-8 to 100 times the largest eigenvalue of the features' covariance"))},
        intercept_{s.flag("intercept", true, "whether a constant is fitted beside the features, without a penalty")} {}

  std::unique_ptr<Fitted> fit(const Prepared& data, const StreamName&) const override {
    check_task("ridge", Task::regression, data, "use model.kind = \"logistic\", or another model of classes");
    const Examples& e = data.train;
    const auto path = [&](View l2) { return ridge_path(e.x, e.y.values, e.weight, intercept_, l2); };
    Vector l2{l2_};
    if (choose_ != "given") {
      const double largest = path({}).largest;
      if (!(largest > 0)) throw Error("all features are constant: there is nothing to penalize", "use model.kind = \"mean\"");
      l2.clear();
      for (std::size_t k = 0; k < penalties_; ++k)
        l2.push_back(largest * exact::pow(10, -8 + 10 * static_cast<double>(k) / static_cast<double>(penalties_ - 1)));
    }
    const RidgePath found = path(l2);
    const Vector& by = choose_ == "gcv" ? found.gcv : found.loo;
    const auto best = static_cast<std::size_t>(std::ranges::min_element(by) - by.begin());
    const View w = found.coefficients.row(best);
    return std::make_unique<Fit>(found.intercept[best], Vector(w.begin(), w.end()), summary(data, found, best));
  }
  std::optional<Task> only() const override { return Task::regression; }
  bool draws() const override { return false; }
  std::unique_ptr<Fitted> restore(const Kept& kept) const override {
    const Matrix& c = kept_array(kept, "coefficients", 1, kept.features ? kept.features + 1 : 0);
    if (c.columns == 0) throw Error("the model has no coefficients", "fit it again");
    return std::make_unique<Fit>(c(0, 0), Vector(c.values.begin() + 1, c.values.end()), std::nullopt);
  }

 private:
  FitSummary summary(const Prepared& data, const RidgePath& found, std::size_t best) const {
    FitSummary s;
    if (intercept_) s.terms.push_back({"(intercept)", found.intercept[best]});
    for (std::size_t j = 0; j < data.features.size(); ++j) s.terms.push_back({data.features[j], found.coefficients(best, j)});
    s.numbers = {{"l2", "penalty l2", found.l2[best]},
                 {"freedom", "degrees of freedom, the intercept not counted", found.freedom[best]},
                 {"loo_rmse", "error of a row left out (root mean square)", std::sqrt(found.loo[best])},
                 {"gcv_rmse", "the same by generalized cross-validation", std::sqrt(found.gcv[best])},
                 {"rmse", "error on the rows themselves", std::sqrt(found.error[best])}};
    s.notes.push_back("the least of (1/2n) |y - x w - b|^2 + l2/2 |w|^2; n counts rows by weight, the intercept b has no penalty");
    if (choose_ != "given" && (best == 0 || best + 1 == found.l2.size()))
      s.notes.push_back(std::string("the penalty chosen is the ") + (best == 0 ? "smallest" : "largest") + " of those tried: " +
                        (best == 0 ? "least squares without a penalty may do as well" : "the features may tell nothing of the target"));
    return s;
  }

  double l2_;
  std::string choose_;
  std::size_t penalties_;
  bool intercept_;
};

}  // namespace
namespace parts::learners {
extern const Entry<Learner> ridge = entry<Learner, Ridge>(
    {"ridge", "ridge", "linear regression with a squared penalty, as written or chosen by leaving one out, exactly and from one decomposition",
     "min over w, b of (1/2n) |y - x w - b|^2 + l2/2 |w|^2", "Hoerl & Kennard 1970; Allen 1974; Golub, Heath & Wahba 1979"});
}  // namespace parts::learners
}  // namespace paribus
