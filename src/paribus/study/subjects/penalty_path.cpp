// What does a penalty do to least squares? Of one strength of a ridge, an elastic net or a lasso: the error on rows left
// out, the error on the training rows, and the degrees of freedom that the fit spends. These are measured as what they
// are, the sum over rows of how far a fitted value follows its own target (Stein 1981; Ye 1998), by fitting anew with
// every target a little higher and a little lower; theory has formulas for it.
#include <algorithm>
#include <cmath>

#include "paribus/learner/penalized.hpp"
#include "paribus/math/dense.hpp"
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

double fitted(const PenalizedFit& fit, View row) { return fit.intercept + dot(row, fit.w); }

double squared_error(const PenalizedFit& fit, const Matrix& x, View y) {
  Vector squares(x.rows);
  for (std::size_t i = 0; i < x.rows; ++i) squares[i] = (y[i] - fitted(fit, x.row(i))) * (y[i] - fitted(fit, x.row(i)));
  return mean(squares);
}

class PenaltyPath final : public RunByRun {
 public:
  explicit PenaltyPath(const Settings& s)
      : penalty_{s.word("penalty", "lasso", {"ridge", "elastic net", "lasso"},
                        "(strength / 2) |w|^2; |w|_1 and |w|^2 / 2 with half the strength each; strength |w|_1; beside (1/2n) |y - X w - b|^2")},
        strength_{s.real("strength", 0.1, positive, "weight of the penalty; target and features are standardized")},
        degree_{s.integer("degree", 1, {1, 2}, "2: every product of two features, squares too, is a feature as well")},
        nudge_{s.real("nudge", 1e-2, {1e-6, 0.1}, "how far a target is moved to see how its fitted value follows, in standard deviations of the target")} {}

  std::vector<Quantity> quantities() const override {
    return {{"loss", "error on new rows", "mean squared error on the validation part, as a share of the target’s variance", "error"},
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
    if (data->task != Task::regression)
      throw Error("penalty_path is for targets that are numbers, and '" + data->target + "' is a class",
                  "choose other data, such as diabetes; a class has penalties in model.kind = \"logistic\", as model.logistic.l1 and l2");
    Matrix x = data->train.x, left_out = data->validation.x;
    if (degree_ == 2) add_products(x, left_out);
    const Blocks blocks = single_columns(x.columns);
    const Vector& y = data->train.y.values;
    const std::vector<Penalty> penalties{penalty()};
    const auto fit_to = [&](View targets) {
      return PenalizedProblem{x, targets, {}, blocks, {false, 1e-12, 100'000}}.path(penalties).front();
    };
    const PenalizedFit fit = fit_to(y);
    Result out;
    out.subject = run.subject;
    out.scores["loss"] = squared_error(fit, left_out, data->validation.y.values);
    out.scores["train_loss"] = squared_error(fit, x, y);
    out.scores["nonzeros"] = static_cast<double>(fit.nonzeros);
    double follows = 0;
    for (std::size_t i = 0; i < y.size(); ++i) {
      Vector up = y, down = y;
      up[i] += nudge_, down[i] -= nudge_;
      follows += (fitted(fit_to(up), x.row(i)) - fitted(fit_to(down), x.row(i))) / (2 * nudge_);
    }
    out.scores["degrees_of_freedom"] = follows - 1;
    out.words = {{"penalty", penalty_}};
    out.facts = {{"rows", {static_cast<double>(y.size())}}, {"l1", {penalty().l1}}, {"l2", {penalty().l2}},
                 {"train_loss", {out.scores["train_loss"]}}, {"curvatures", curvatures(x, fit)}, {"gap", {fit.reached.gap}}};
    return out;
  }

  /// Eigenvalues of X^T X / n over the features in use, each centered; a single 0 if there are none.
  static Vector curvatures(const Matrix& x, const PenalizedFit& fit) {
    Matrix used(x.rows, fit.nonzeros);
    std::size_t at = 0;
    for (std::size_t j = 0; j < x.columns; ++j) {
      if (fit.w[j] == 0) continue;
      Vector column(x.rows);
      for (std::size_t i = 0; i < x.rows; ++i) column[i] = x(i, j);
      const double m = mean(column);
      for (std::size_t i = 0; i < x.rows; ++i) used(i, at) = column[i] - m;
      ++at;
    }
    if (at == 0) return {0};
    Matrix g = gram(used);
    scale(1 / static_cast<double>(x.rows), g.values);
    Vector out = symmetric_eigen(g).values;
    for (double& d : out) d = d > 1e-12 * out.back() ? d : 0;   // what the columns have in common
    return out;
  }

  std::string penalty_;
  double strength_;
  std::int64_t degree_;
  double nudge_;
};

}  // namespace
namespace parts::subjects {
extern const Entry<Subject> penalty_path = entry<Subject, PenaltyPath>(
    {"penalty_path", "penalty path", "measures what a penalty of some strength does to least squares: errors, degrees of freedom, features in use",
     "min over w, b of (1/2n) |y - X w - b|^2 + penalty; degrees of freedom = sum of d fitted_i / d y_i", "Stein 1981; Ye 1998"});
}  // namespace parts::subjects
}  // namespace paribus
