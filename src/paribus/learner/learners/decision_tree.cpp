// One tree of questions, grown until its leaves are pure or a bound holds it back.
#include "paribus/learner/forest.hpp"
#include "paribus/learner/tree_settings.hpp"

namespace paribus {
namespace {

class DecisionTree final : public Learner {
 public:
  explicit DecisionTree(const Settings& s) : settings_{s, "all", 0} {}

  std::unique_ptr<Fitted> fit(const Prepared& data, const StreamName& name) const override {
    const Examples& e = data.train;
    const Vector weight = e.weight.empty() ? Vector(e.size(), 1) : e.weight;
    Vector importance(e.x.columns);
    Stream stream{name.at("tree")};
    std::vector<Tree> tree{grow(Ranked{e.x}, tree_target(e, weight), settings_.rule(data, "decision_tree"), stream, importance)};
    normalize(importance);
    FitSummary summary = tree_summary(tree, data.features, importance);
    return forest_fit(std::move(tree), std::move(importance), std::move(summary));
  }
  bool draws() const override { return settings_.draws(); }
  std::unique_ptr<Fitted> restore(const Kept& kept) const override { return restore_forest(kept); }

 private:
  TreeSettings settings_;
};

}  // namespace
namespace parts::learners {
extern const Entry<Learner> decision_tree = entry<Learner, DecisionTree>(
    {"decision_tree", "decision tree", "asks one feature at a time whether it is at most so much, and predicts what the training rows were that answered alike",
     "at each node the question of least sum over both halves of weight x impurity", "Breiman, Friedman, Olshen & Stone 1984, Classification and Regression Trees", "tree cart"});
}  // namespace parts::learners
}  // namespace paribus
