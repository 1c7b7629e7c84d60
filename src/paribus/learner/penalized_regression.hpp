#pragma once
// What lasso, elastic_net and group_lasso have in common as learners: how the penalty is found, the fit, and what it
// says of itself.

#include <functional>

#include "paribus/learner/learner.hpp"
#include "paribus/learner/penalized.hpp"

namespace paribus {

/// The settings by which a penalty is found and a minimum is reached.
struct PenaltySettings {
  /// Reads them; an l1 that is given is taken unless `choose` says otherwise.
  explicit PenaltySettings(const Settings&);
  bool draws() const { return choose != "given"; }   ///< the folds of its cross-validation
  double l1;
  std::string choose;
  std::size_t count;      ///< of penalties on the path
  double smallest;        ///< of the path, over its largest
  std::size_t folds;
  bool keep_path;
  double tolerance;
};

/// `blocks` of the features; `l2` that goes with an l1. Throws Error if the target is a class.
struct PenalizedPlan {
  std::string name;                          ///< of the learner
  PenaltySettings settings;
  Blocks blocks;
  std::function<double(double)> l2;
  bool positive = false;
};
std::unique_ptr<Fitted> fit_penalized(const Prepared&, const PenalizedPlan&, const StreamName&);
std::unique_ptr<Fitted> restore_penalized(const Kept&);

}  // namespace paribus
