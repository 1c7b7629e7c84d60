#pragma once
// The settings of one tree, by the names that scikit-learn gives them, and what they mean for a task.

#include "paribus/learner/tree_growth.hpp"

namespace paribus {

class TreeSettings {
 public:
  /// `max_features`: the fallback of that setting. A forest bounds no depth, boosting wants low trees: `max_depth`.
  /// Trees of residuals, which are numbers whatever the target is, have one criterion and no setting of it.
  TreeSettings(const Settings&, std::string_view max_features, std::int64_t max_depth, bool of_residuals = false);
  /// For data of that task and as many features. Throws Error if the criterion is of the other task.
  TreeRule rule(const Prepared&, std::string_view learner) const;
  bool draws() const { return max_features_ != "all"; }   ///< which features may ask at a node

 private:
  std::string criterion_, max_features_;
  std::size_t max_depth_;
  double min_samples_leaf_;
};

/// The classes or numbers of those examples, with these weights.
TreeTarget tree_target(const Examples&, View weight);

/// Which features lowered the impurity most: "petal length 44 %, ...". `importance` sums to 1, or is all 0.
std::string leading_features(const std::vector<std::string>& names, View importance);

}  // namespace paribus
