#pragma once
// One tree or many, asked together: the mean of what they say.

#include "paribus/learner/tree.hpp"

namespace paribus {

/// `importance`: one number per feature, how much its questions lowered the impurity; made to sum to 1.
std::unique_ptr<Fitted> forest_fit(std::vector<Tree>, Vector importance, std::optional<FitSummary> = {});
std::unique_ptr<Fitted> restore_forest(const Kept&);

/// Numbers of a summary: trees, leaves and depth; and a note on the features that counted most.
FitSummary tree_summary(const std::vector<Tree>&, const std::vector<std::string>& features, View importance);

/// To a sum of 1, unless all are 0.
void normalize(Span importance);

}  // namespace paribus
