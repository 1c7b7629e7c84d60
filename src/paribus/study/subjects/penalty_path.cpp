// What does a penalty do to a fit? Of one strength of a ridge, an elastic net or a lasso: the error on rows left out, the
// error on the training rows, the coefficients, and the degrees of freedom that the fit spends. Of least squares these are
// measured as what they are, the sum over rows of how far a fitted value follows its own target (Stein 1981; Ye 1998), by
// fitting anew with every target a little higher and a little lower; theory has formulas for it. Two classes are fitted by
// logistic regression, and their error is the mean log loss.
#include <algorithm>
#include <cmath>

#include "paribus/learner/logit_fit.hpp"
#include "paribus/learner/penalized.hpp"
#include "paribus/math/dense.hpp"
#include "paribus/math/elementary.hpp"
#include "paribus/math/vector.hpp"
#include "paribus/study/subject.hpp"

namespace paribus {
namespace {

/// Every product of two columns, squares too, beside the columns; products are standardized on the training rows.
void add_products(Matrix& train, Matrix& left_out) {
  const std::size_t p = train.columns, all = p + p * (p + 1) / 2;
  const auto widened = [&](const Matrix& x) {
    Matrix out(x.rows, all);
    for (std::size_t i = 0; i < x.rows; ++i) {
      std::size_t at = p;
      std::ranges::copy(x.row(i), out.row(i).begin());
      for (std::size_t j = 0; j < p; ++j)
        for (std::size_t k = j; k < p; ++k) out(i, at++) = x(i, j) * x(i, k);
    }
    return out;
  };
  train = widened(train), left_out = widened(left_out);
  for (std::size_t j = p; j < all; ++j) {
    Vector column(train.rows);
    for (std::size_t i = 0; i < train.rows; ++i) column[i] = train(i, j);
    const double m = mean(column), n = static_cast<double>(train.rows);
    const double sd = std::sqrt(variance(column) * (n - 1) / n);
    for (Matrix* x : {&train, &left_out})
      for (std::size_t i = 0; i < x->rows; ++i) (*x)(i, j) = sd > 0 ? ((*x)(i, j) - m) / sd : 0;
  }
}

std::vector<std::string> product_names(std::vector<std::string> names) {
  const std::size_t p = names.size();
  for (std::size_t j = 0; j < p; ++j)
    for (std::size_t k = j; k < p; ++k) names.push_back(j == k ? names[j] + "²" : names[j] + " × " + names[k]);
  return names;
}

double fitted(const PenalizedFit& fit, View row) { return fit.intercept + dot(row, fit.w); }

double squared_error(const PenalizedFit& fit, const Matrix& x, View y) {
  Vector squares(x.rows);
  for (std::size_t i = 0; i < x.rows; ++i) squares[i] = (y[i] - fitted(fit, x.row(i))) * (y[i] - fitted(fit, x.row(i)));
  return mean(squares);
}

/// Of the second of two classes, beside a model that knows nothing but its share of the training rows.
double relative_log_loss(const Matrix& p, const std::vector<std::int32_t>& label, double share) {
  Vector loss(label.size()), null = loss;
  for (std::size_t i = 0; i < loss.size(); ++i) {
    const auto c = static_cast<std::size_t>(label[i]);
    loss[i] = -exact::log(p(i, c)), null[i] = -exact::log(c ? share : 1 - share);
  }
  return mean(loss) / mean(null);
}

/// Eigenvalues of X^T W X / n over those columns, each centered; a single 0 if there are none.
Vector curvatures(const Matrix& x, const Vector& weight, const std::vector<std::size_t>& columns) {
  if (columns.empty()) return {0};
  const double all = sum(weight);
  Matrix used(x.rows, columns.size());
  for (std::size_t k = 0; k < columns.size(); ++k) {
    Vector column(x.rows);
    for (std::size_t i = 0; i < x.rows; ++i) column[i] = x(i, columns[k]);
    const double m = dot(column, weight) / all;
    for (std::size_t i = 0; i < x.rows; ++i) used(i, k) = (column[i] - m) * std::sqrt(weight[i]);
  }
  Matrix g = gram(used);
  scale(1 / static_cast<double>(x.rows), g.values);
  Vector out = symmetric_eigen(g).values;
  for (double& d : out) d = d > 1e-12 * out.back() ? d : 0;   // what the columns have in common
  return out;
}

class PenaltyPath final : public RunByRun {
 public:
  explicit PenaltyPath(const Settings& s)
      : penalty_{s.word("penalty", "lasso", {"ridge", "elastic net", "lasso"},
                        "(strength / 2) |w|^2; |w|_1 and |w|^2 / 2 with half the strength each; strength |w|_1; beside (1/2n) |y - X w - b|^2, or the mean log loss")},
        strength_{s.real("strength", 0.1, positive, "weight of the penalty; features, and a target that is a number, are standardized")},
        powers_{s.integer("powers", 1, {1, 2}, "2: every product of two features, squares too, is a feature as well")},
        nudge_{s.real("nudge", 1e-2, {1e-6, 0.1}, "how far a target is moved to see how its fitted value follows, in standard deviations of the target")} {}

  int version() const override { return 2; }
  std::vector<Quantity> quantities() const override {
    return {{"loss", "error on new rows", "mean squared error on the validation part, as a share of the target’s variance; of classes the mean log loss, as a share of the one that the classes’ shares alone would have", "error"},
            {"train_loss", "training error", "the same on the training part", "error"},
            {"degrees_of_freedom", "degrees of freedom",
             "sum over training rows of the change of a fitted value per change of its own target, without the intercept’s 1", "number", false},
            {"nonzeros", "features in use", "coefficients other than 0", "number", false}};
  }

 private:
  Penalty penalty() const {
    return {penalty_ == "lasso" ? strength_ : penalty_ == "ridge" ? 0 : strength_ / 2,
            penalty_ == "ridge" ? strength_ : penalty_ == "lasso" ? 0 : strength_ / 2};
  }

  Result one(const Study&, Preparations& shared, const Run& run) const override {
    const Setup setup{run.choices};
    const auto data = shared.prepared(setup, run.replicate);
    if (data->classes.size() > 2)
      throw Error("penalty_path is for targets that are numbers or one of two classes, and '" + data->target + "' has " + std::to_string(data->classes.size()),
                  "choose other data, such as diabetes or breast_cancer");
    Prepared own = *data;
    if (powers_ == 2) add_products(own.train.x, own.validation.x), own.features = product_names(std::move(own.features));
    Result out;
    out.subject = run.subject;
    out.words = {{"penalty", penalty_}, {"task", own.task == Task::regression ? "regression" : "classification"}};
    out.facts = {{"rows", {static_cast<double>(own.train.size())}}, {"l1", {penalty().l1}}, {"l2", {penalty().l2}}};
    own.task == Task::regression ? by_squares(own, out) : by_likelihood(own, out);
    out.facts["train_loss"] = {out.scores["train_loss"]};
    return out;
  }

  void by_squares(const Prepared& data, Result& out) const {
    const Matrix& x = data.train.x;
    const Blocks blocks = single_columns(x.columns);
    const Vector& y = data.train.y.values;
    const std::vector<Penalty> penalties{penalty()};
    const auto fit_to = [&](View targets) {
      return PenalizedProblem{x, targets, {}, blocks, {false, 1e-12, 100'000}}.path(penalties).front();
    };
    const PenalizedFit fit = fit_to(y);
    out.scores["loss"] = squared_error(fit, data.validation.x, data.validation.y.values);
    out.scores["train_loss"] = squared_error(fit, x, y);
    double follows = 0;
    for (std::size_t i = 0; i < y.size(); ++i) {
      Vector up = y, down = y;
      up[i] += nudge_, down[i] -= nudge_;
      follows += (fitted(fit_to(up), x.row(i)) - fitted(fit_to(down), x.row(i))) / (2 * nudge_);
    }
    out.scores["degrees_of_freedom"] = follows - 1;
    out.facts["gap"] = {fit.reached.gap};
    out.facts["curvatures"] = curvatures(x, Vector(x.rows, 1), say_coefficients(fit.w, data.features, out));
  }

  void by_likelihood(const Prepared& data, Result& out) const {
    LogitOptions options;
    options.l1 = penalty().l1, options.l2 = penalty().l2, options.intervals = "none";
    const LinearLogits fit = fit_logits(data, options).logits;
    const double share = mean(Vector(data.train.label.begin(), data.train.label.end()));
    const Matrix p = probabilities(fit, data.train.x);
    out.scores["loss"] = relative_log_loss(probabilities(fit, data.validation.x), data.validation.label, share);
    out.scores["train_loss"] = relative_log_loss(p, data.train.label, share);
    out.words[missing("degrees_of_freedom")] = "a class cannot be moved a little";
    Vector weight(p.rows);
    for (std::size_t i = 0; i < p.rows; ++i) weight[i] = p(i, 0) * p(i, 1);
    out.facts["curvatures"] = curvatures(data.train.x, weight, say_coefficients(fit.coefficients.row(0), data.features, out));
  }

  /// Those that are not 0, in the order of the columns, as a curve; their names, one a line. Returns the columns.
  static std::vector<std::size_t> say_coefficients(View w, const std::vector<std::string>& features, Result& out) {
    Curve curve{"coefficients", {}, {}};
    std::vector<std::size_t> columns;
    std::string names;
    for (std::size_t j = 0; j < w.size(); ++j) {
      if (w[j] == 0) continue;
      columns.push_back(j);
      curve.at.push_back(static_cast<double>(j)), curve.values.push_back(w[j]);
      names += (names.empty() ? "" : "\n") + features[j];
    }
    out.scores["nonzeros"] = static_cast<double>(columns.size());
    out.curves.push_back(std::move(curve));
    out.words["features"] = names;
    return columns;
  }

  std::string penalty_;
  double strength_;
  std::int64_t powers_;
  double nudge_;
};

}  // namespace
namespace parts::subjects {
extern const Entry<Subject> penalty_path = entry<Subject, PenaltyPath>(
    {"penalty_path", "penalty path", "measures what a penalty of some strength does to least squares or logistic regression: errors, coefficients, degrees of freedom",
     "min over w, b of (1/2n) |y - X w - b|^2 + penalty, or mean log loss + penalty; degrees of freedom = sum of d fitted_i / d y_i", "Stein 1981; Ye 1998"});
}  // namespace parts::subjects
}  // namespace paribus
