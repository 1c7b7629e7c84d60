// Logistic and softmax regression at the optimum of its objective, not wherever an optimizer stopped.
#include <cmath>
#include <utility>

#include "paribus/learner/logit_fit.hpp"

namespace paribus {
namespace {

class Logits final : public Fitted {
 public:
  Logits(LinearLogits f, std::optional<FitSummary> s) : logits_{std::move(f)}, summary_{std::move(s)} {}
  Matrix predict(const Examples& e) const override { return probabilities(logits_, e.x); }
  Kept keep() const override { return paribus::keep(logits_); }
  std::optional<FitSummary> summary() const override { return summary_; }

 private:
  LinearLogits logits_;
  std::optional<FitSummary> summary_;
};

class Logistic final : public Learner {
 public:
  explicit Logistic(const Settings& s)
      : options_{s.real("l1", 0, {0, infinity, false, true}, "penalty l1 |w|_1 on the mean loss; the intercept is free"),
                 s.real("l2", 0, {0, infinity, false, true},
                        "penalty l2/2 |w|^2 on the mean loss; the intercept is free. scikit-learn's C is 1 / (n l2)"),
                 s.flag("intercept", true, "a constant beside the features"),
                 s.word("solver", "auto", {"auto", "newton", "lbfgs", "newton_cg", "proximal"}, "the way to the optimum"),
                 s.real("tolerance", 1e-8, {1e-12, 0.1},
                        "the largest element of the gradient of the mean loss that may be left, columns at standard deviation 1"),
                 s.word("class_weight", "none", {"none", "balanced"}, "balanced: all classes weigh the same together"),
                 s.word("intervals", "wald", {"wald", "profile", "none"},
                        "confidence intervals of the coefficients: from the curvature, from the likelihood's profile, or no summary")} {
    if (options_.solver != "auto" && (options_.solver == "proximal") != (options_.l1 > 0)) {
      const Value* given = s.find("solver");
      throw options_.l1 > 0 ? Error("solver " + options_.solver + " cannot see the corners that l1 puts into the objective",
                                    "write solver = \"proximal\" or \"auto\"", given->where)
                            : Error("solver proximal is for l1 > 0", "write solver = \"auto\", or give l1 a value", given->where);
    }
  }
  std::unique_ptr<Fitted> fit(const Prepared& data, const StreamName&) const override {
    auto [logits, summary] = fit_logits(data, options_);
    return std::make_unique<Logits>(std::move(logits), std::move(summary));
  }
  std::optional<Task> only() const override { return Task::classification; }
  bool draws() const override { return false; }
  std::unique_ptr<Fitted> restore(const Kept& kept) const override { return std::make_unique<Logits>(linear_logits(kept), std::nullopt); }

 private:
  LogitOptions options_;
};

}  // namespace
namespace parts::learners {
extern const Entry<Learner> logistic = entry<Learner, Logistic>(
    {"logistic", "logistic regression at its optimum",
     "logistic or softmax regression, fitted to the optimum of its objective, with the inference that R's glm gives",
     "(sum_i w_i log(1 + e^(-y_i z_i))) / (sum_i w_i) + l1 |w|_1 + l2/2 |w|^2, z = w.x + b; C of scikit-learn = 1 / (n l2)",
     "McCullagh & Nelder 1989, Generalized linear models"});
}  // namespace parts::learners
}  // namespace paribus
