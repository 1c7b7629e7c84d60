#include "paribus/learner/penalized_regression.hpp"

#include <algorithm>
#include <cmath>

#include "paribus/learner/penalty_choice.hpp"
#include "paribus/math/vector.hpp"

namespace paribus {
namespace {

class Line final : public Fitted {
 public:
  Line(Kept kept, std::optional<FitSummary> summary) : kept_{std::move(kept)}, summary_{std::move(summary)} {}
  Matrix predict(const Examples& e) const override {
    Matrix z(e.size(), 1);
    const View w = kept_.arrays.at("coefficients").values;
    const double b = kept_.arrays.at("intercept").values[0];
    for (std::size_t i = 0; i < z.rows; ++i) z(i, 0) = b + dot(e.x.row(i), w);
    return z;
  }
  Kept keep() const override { return kept_; }
  std::optional<FitSummary> summary() const override { return summary_; }

 private:
  Kept kept_;
  std::optional<FitSummary> summary_;
};

Matrix row(View x) {
  Matrix out(1, x.size());
  std::ranges::copy(x, out.values.begin());
  return out;
}

FitSummary summary_of(const Prepared& data, const PenalizedProblem& problem, const PenalizedFit& fit, double tolerance) {
  FitSummary out;
  const auto term = [&](const std::string& name, double estimate) {
    FitSummary::Term t;
    t.name = name;
    t.estimate = estimate;
    out.terms.push_back(std::move(t));
  };
  term("(intercept)", fit.intercept);
  for (std::size_t j = 0; j < fit.w.size(); ++j) term(data.features[j], fit.w[j]);
  out.numbers = {{"l1", "l1", fit.penalty.l1},
                 {"l2", "l2", fit.penalty.l2},
                 {"largest_l1", "least l1 at which all coefficients are 0", problem.largest()},
                 {"nonzeros", "coefficients other than 0", static_cast<double>(fit.nonzeros)},
                 {"degrees_of_freedom", "degrees of freedom, without the intercept", problem.degrees_of_freedom(fit)},
                 {"duality_gap", "duality gap, relative to the objective at 0", fit.reached.gap},
                 {"sweeps", "sweeps", static_cast<double>(fit.reached.sweeps)}};
  if (!fit.reached.converged)
    out.notes.push_back("The gap is " + shortest(fit.reached.gap) + " and not " + shortest(tolerance) + " as asked for: " +
                        "rounding or the number of sweeps allowed no better.");
  return out;
}

}  // namespace

PenaltySettings::PenaltySettings(const Settings& s)
    : l1{s.real("l1", 0, {0, infinity, false, true}, "weight of the sum of absolute coefficients; 0: none")},
      choose{s.word("choose", s.find("l1") ? "given" : "cross_validation", {"given", "cross_validation", "one_standard_error"},
                    "how l1 is found: as given (the default where l1 is written), by the least error in cross-validation along a path, or as the "
                    "largest whose error is within one standard error of that")},
      count{static_cast<std::size_t>(s.integer("penalties", 100, {2, 10000}, "values of l1 on the path"))},
      smallest{s.real("smallest", 1e-3, {0, 1, true, true}, "smallest l1 of the path, as a share of the least at which all coefficients are 0")},
      folds{static_cast<std::size_t>(s.integer("folds", 5, {2, 1000}, "folds of the cross-validation, inside the training part"))},
      keep_path{s.flag("keep_path", false, "keep the coefficients along the whole path with the model")},
      tolerance{s.real("tolerance", 1e-8, {1e-15, 1e-1}, "duality gap at which a minimum counts as reached, as a share of the objective at 0")} {}

std::unique_ptr<Fitted> fit_penalized(const Prepared& data, const PenalizedPlan& plan, const StreamName& stream) {
  check_task(plan.name, Task::regression, data, "use model.kind = \"logistic\", which has both penalties: model.logistic.l1 and l2");
  const PenaltySettings& s = plan.settings;
  const CoordinateDescent::Rules rules{plan.positive, s.tolerance, 100'000};
  const Examples& e = data.train;
  const PenalizedProblem problem{e.x, e.y.values, e.weight, plan.blocks, rules};
  const bool given = s.choose == "given";
  std::vector<Penalty> path;
  if (!given || s.keep_path)
    for (const double l1 : problem.largest() > 0 ? falling(problem.largest(), s.smallest, s.count) : Vector{0.0}) path.push_back({l1, plan.l2(l1)});
  Kept kept;
  std::size_t chosen = 0;
  std::string how = given ? "" : "No feature is related to the target, so every l1 does the same.";
  if (!given && path.size() > 1) {
    const PathErrors errors = cross_validate(e, plan.blocks, rules, path, s.folds, stream.at("folds"));
    chosen = s.choose == "one_standard_error" ? errors.within_one_error() : errors.best();
    how = "l1 was chosen among " + std::to_string(path.size()) + " by " + std::to_string(s.folds) + "-fold cross-validation" +
          (s.choose == "one_standard_error" ? ", as the largest within one standard error of the least error." : ".");
    if (chosen + 1 == path.size()) how += " It is the smallest of the path: a smaller one may be better.";
    kept.arrays["path_error"] = row(errors.mean);
    kept.arrays["path_error_error"] = row(errors.error);
  }
  const Penalty penalty = given ? Penalty{s.l1, plan.l2(s.l1)} : path[chosen];
  std::vector<PenalizedFit> fits = problem.path(s.keep_path ? path : std::vector<Penalty>(path.begin(), path.begin() + static_cast<std::ptrdiff_t>(given ? 0 : chosen + 1)));
  const PenalizedFit fit = given ? problem.path(std::vector<Penalty>{penalty}).front() : fits[chosen];
  kept.words["learner"] = plan.name;
  kept.arrays["coefficients"] = row(fit.w);
  kept.arrays["intercept"] = row(Vector{fit.intercept});
  if (s.keep_path) {
    Matrix coefficients(fits.size(), e.x.columns), penalties(fits.size(), 2), intercepts(fits.size(), 1);
    for (std::size_t k = 0; k < fits.size(); ++k) {
      std::ranges::copy(fits[k].w, coefficients.row(k).begin());
      penalties(k, 0) = fits[k].penalty.l1;
      penalties(k, 1) = fits[k].penalty.l2;
      intercepts(k, 0) = fits[k].intercept;
    }
    kept.arrays["path_coefficients"] = std::move(coefficients);
    kept.arrays["path_penalties"] = std::move(penalties);
    kept.arrays["path_intercepts"] = std::move(intercepts);
  }
  FitSummary summary = summary_of(data, problem, fit, s.tolerance);
  if (!how.empty()) summary.notes.insert(summary.notes.begin(), how);
  return std::make_unique<Line>(std::move(kept), std::move(summary));
}

std::unique_ptr<Fitted> restore_penalized(const Kept& kept) {
  kept_array(kept, "coefficients", 1, kept.features);
  kept_array(kept, "intercept", 1, 1);
  return std::make_unique<Line>(kept, std::nullopt);
}

}  // namespace paribus
