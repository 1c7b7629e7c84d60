#include "paribus/learner/forest.hpp"

#include <algorithm>

#include "paribus/learner/tree_settings.hpp"
#include "paribus/math/vector.hpp"

namespace paribus {
namespace {

class Forest final : public Fitted {
 public:
  Forest(std::vector<Tree> trees, Vector importance, std::optional<FitSummary> s)
      : trees_{std::move(trees)}, importance_{std::move(importance)}, summary_{std::move(s)} {}
  Matrix predict(const Examples& e) const override {
    Matrix z(e.size(), trees_[0].values.columns);
    for (const Tree& tree : trees_)   // tree by tree: one of them fits into a cache, all of them may not
      for (std::size_t i = 0; i < z.rows; ++i) {
        const View said = tree(e.x.row(i));
        for (std::size_t c = 0; c < z.columns; ++c) z(i, c) += said[c];
      }
    if (trees_.size() > 1) scale(1 / static_cast<double>(trees_.size()), z.values);
    return z;
  }
  Kept keep() const override {
    Kept out;
    keep_trees(trees_, out);
    Matrix& m = out.arrays["importance"] = Matrix(1, importance_.size());
    m.values = importance_;
    return out;
  }
  std::optional<FitSummary> summary() const override { return summary_; }

 private:
  std::vector<Tree> trees_;
  Vector importance_;
  std::optional<FitSummary> summary_;
};

}  // namespace

std::unique_ptr<Fitted> forest_fit(std::vector<Tree> trees, Vector importance, std::optional<FitSummary> summary) {
  return std::make_unique<Forest>(std::move(trees), std::move(importance), std::move(summary));
}

std::unique_ptr<Fitted> restore_forest(const Kept& kept) {
  const Matrix& importance = kept_array(kept, "importance", 1, kept.features);
  return forest_fit(restore_trees(kept, importance.columns, kept.outputs), importance.values);
}

FitSummary tree_summary(const std::vector<Tree>& trees, const std::vector<std::string>& features, View importance) {
  std::size_t deepest = 0, all = 0;
  for (const Tree& t : trees) deepest = std::max(deepest, depth(t)), all += leaves(t);
  FitSummary s;
  if (trees.size() > 1) s.numbers.push_back({"trees", "trees", static_cast<double>(trees.size())});
  s.numbers.push_back({"leaves", trees.size() > 1 ? "leaves in all" : "leaves", static_cast<double>(all)});
  s.numbers.push_back({"depth", trees.size() > 1 ? "depth of the deepest" : "depth", static_cast<double>(deepest)});
  if (const std::string said = leading_features(features, importance); !said.empty()) s.notes.push_back("share of the impurity that each feature's questions took away: " + said);
  return s;
}

void normalize(Span importance) {
  for (double& v : importance) v = std::max(v, 0.0);   // a question that changes nothing may round below 0
  if (const double total = sum(importance); total > 0) scale(1 / total, importance);
}

}  // namespace paribus
