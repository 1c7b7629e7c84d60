// Low trees one after the other, each fitted to what the sum of those before leaves: the gradient of the loss in the
// space of predictions. Leaves take a Newton step of their own.
#include <algorithm>
#include <cmath>

#include "paribus/learner/boosted.hpp"
#include "paribus/learner/constant.hpp"
#include "paribus/learner/forest.hpp"
#include "paribus/learner/tree_settings.hpp"
#include "paribus/math/elementary.hpp"
#include "paribus/math/vector.hpp"

namespace paribus {
namespace {

class GradientBoosting final : public Learner {
 public:
  explicit GradientBoosting(const Settings& s)
      : n_estimators_{static_cast<std::size_t>(s.integer("n_estimators", 100, {1, 1e5}, "stages: a tree each, or one for each of more than two classes"))},
        learning_rate_{s.real("learning_rate", 0.1, {0, infinity, true, true}, "share of its step that a tree takes")},
        subsample_{s.real("subsample", 1, {0, 1, true, false}, "share of the rows that each stage is fitted to, drawn without replacement")},
        settings_{s, "all", 3, true} {}

  std::unique_ptr<Fitted> fit(const Prepared& data, const StreamName& name) const override {
    const Examples& e = data.train;
    const std::size_t n = e.size(), m = score_columns(e.y.columns);
    const Ranked table{e.x};
    const TreeRule rule = settings_.rule(data, "gradient_boosting");
    const Vector given = e.weight.empty() ? Vector(n, 1) : e.weight;

    const Matrix start = starts(e, given);
    Matrix score(n, m);
    for (std::size_t i = 0; i < n; ++i) std::ranges::copy(start.row(0), score.row(i).begin());
    std::vector<Tree> trees;
    Vector importance(e.x.columns), residual(n), weight = given;
    for (std::size_t stage = 0; stage < n_estimators_; ++stage) {
      Stream stream{name.at("stage " + std::to_string(stage))};
      if (subsample_ < 1) weight = sampled(given, stream);
      const Matrix z = boosted_predictions(score, e.y.columns);
      for (std::size_t c = 0; c < m; ++c) {
        const std::size_t of = z.columns == 2 ? 1 : c;
        for (std::size_t i = 0; i < n; ++i) residual[i] = e.y(i, of) - z(i, of);
        Tree tree = grow(table, {{}, 0, residual, weight}, rule, stream, importance);
        if (data.task == Task::classification) step_leaves(tree, e, residual, weight, m > 1 ? static_cast<double>(m - 1) / static_cast<double>(m) : 1);
        scale(learning_rate_, tree.values.values);
        for (std::size_t i = 0; i < n; ++i) score(i, c) += tree(e.x.row(i))[0];
        trees.push_back(std::move(tree));
      }
    }
    normalize(importance);
    FitSummary summary = tree_summary(trees, data.features, importance);
    return boosted_fit({start, std::move(trees), std::move(importance), e.y.columns}, std::move(summary));
  }

  bool draws() const override { return subsample_ < 1 || settings_.draws(); }
  std::unique_ptr<Fitted> restore(const Kept& kept) const override { return restore_boosted(kept); }

 private:
  /// The constant that fits best: the mean, or the log odds of the classes' shares.
  static Matrix starts(const Examples& e, const Vector& weight) {
    Matrix out(1, score_columns(e.y.columns));
    if (e.label.empty()) {
      out(0, 0) = dot(e.y.values, weight) / sum(weight);
      return out;
    }
    Matrix shares = class_shares(e);
    for (double& s : shares.values) s = std::max(s, 1e-16);   // a class whose rows all have weight 0
    if (shares.columns == 2) out(0, 0) = exact::log(shares(0, 1) / shares(0, 0));
    else
      for (std::size_t c = 0; c < out.columns; ++c) out(0, c) = exact::log(shares(0, c));
    return out;
  }

  /// Friedman 2001, algorithms 5 and 6: one Newton step of each leaf, its second derivative taken from the residuals.
  static void step_leaves(Tree& tree, const Examples& e, View residual, View weight, double factor) {
    Vector up(tree.nodes.size()), down(tree.nodes.size());
    for (std::size_t i = 0; i < e.size(); ++i) {
      if (weight[i] == 0) continue;
      const std::size_t at = tree.leaf(e.x.row(i));
      const double size = std::abs(residual[i]);
      up[at] += weight[i] * residual[i], down[at] += weight[i] * size * (1 - size);
    }
    for (std::size_t j = 0; j < up.size(); ++j) tree.values(j, 0) = down[j] < 1e-150 ? 0 : factor * up[j] / down[j];
  }

  Vector sampled(const Vector& given, Stream& stream) const {
    const auto n = static_cast<std::uint32_t>(given.size());
    const auto order = permutation(n, stream);
    Vector out(n);
    const auto many = std::max<std::size_t>(1, static_cast<std::size_t>(subsample_ * n));
    for (std::size_t i = 0; i < many; ++i) out[order[i]] = given[order[i]];
    return sum(out) > 0 ? out : given;
  }

  std::size_t n_estimators_;
  double learning_rate_, subsample_;
  TreeSettings settings_;
};

}  // namespace
namespace parts::learners {
extern const Entry<Learner> gradient_boosting = entry<Learner, GradientBoosting>(
    {"gradient_boosting", "gradient boosting", "adds low trees one after the other, each fitted to what those before leave",
     "score <- score + learning_rate x tree(y - prediction(score)), leaves by a Newton step", "Friedman 2001, Greedy function approximation: a gradient boosting machine", "boosting"});
}  // namespace parts::learners
}  // namespace paribus
