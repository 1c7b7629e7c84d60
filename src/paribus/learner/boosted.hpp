#pragma once
// Trees whose sum is a score: what boosting leaves, whoever grew them.

#include "paribus/learner/tree.hpp"

namespace paribus {

struct Boosted {
  Matrix start;               ///< 1 x m scores before the first tree: a number, the log odds of the second of two classes, or one for each of more
  std::vector<Tree> trees;    ///< those of a stage follow one another, one per column of the scores
  Vector importance;          ///< one number per feature, of sum 1
  std::size_t outputs;        ///< columns of what is predicted
  std::string engine = "";    ///< Learner::engine of who grew them
};

std::size_t score_columns(std::size_t outputs);
/// Scores[n x m] -> what is predicted[n x outputs].
Matrix boosted_predictions(const Matrix& score, std::size_t outputs);

std::unique_ptr<Fitted> boosted_fit(Boosted, std::optional<FitSummary> = {});
std::unique_ptr<Fitted> restore_boosted(const Kept&);

}  // namespace paribus
