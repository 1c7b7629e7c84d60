// Many trees, each of rows drawn with replacement and of features drawn at each node; their mean.
#include "paribus/learner/forest.hpp"
#include "paribus/learner/tree_settings.hpp"
#include "paribus/math/vector.hpp"

namespace paribus {
namespace {

class RandomForest final : public Learner {
 public:
  explicit RandomForest(const Settings& s)
      : n_estimators_{static_cast<std::size_t>(s.integer("n_estimators", 100, {1, 1e5}, "trees"))},
        bootstrap_{s.flag("bootstrap", true, "each tree grows on as many rows as there are, drawn with replacement; false: on the rows as they are")},
        settings_{s, "default", 0} {}

  std::unique_ptr<Fitted> fit(const Prepared& data, const StreamName& name) const override {
    const Examples& e = data.train;
    if (!e.weight.empty())
      throw Error("random_forest draws rows at random, each as likely as any other, and data.weights is set", "leave data.weights out, or choose a model that knows weights, such as decision_tree");
    const Ranked table{e.x};
    const TreeRule rule = settings_.rule(data, "random_forest");
    std::vector<Tree> trees;
    Vector importance(e.x.columns), own(e.x.columns);
    for (std::size_t t = 0; t < n_estimators_; ++t) {
      Stream stream{name.at("tree " + std::to_string(t))};
      Vector weight(e.size(), bootstrap_ ? 0 : 1);
      if (bootstrap_)
        for (std::size_t i = 0; i < e.size(); ++i) ++weight[stream.below(e.size())];
      own.assign(own.size(), 0);
      trees.push_back(grow(table, tree_target(e, weight), rule, stream, own));
      normalize(own);
      axpy(1, own, importance);
    }
    normalize(importance);
    FitSummary summary = tree_summary(trees, data.features, importance);
    return forest_fit(std::move(trees), std::move(importance), std::move(summary));
  }
  std::unique_ptr<Fitted> restore(const Kept& kept) const override { return restore_forest(kept); }

 private:
  std::size_t n_estimators_;
  bool bootstrap_;
  TreeSettings settings_;
};

}  // namespace
namespace parts::learners {
extern const Entry<Learner> random_forest = entry<Learner, RandomForest>(
    {"random_forest", "random forest", "averages many decision trees, each grown on rows drawn with replacement, of features drawn at every node",
     "z = mean of the trees' predictions", "Breiman 2001, Random Forests", "forest"});
}  // namespace parts::learners
}  // namespace paribus
