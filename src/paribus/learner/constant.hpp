#pragma once
// The same prediction for every example: what the baselines find.

#include "paribus/learner/learner.hpp"

namespace paribus {

std::unique_ptr<Fitted> constant(View row);             ///< k numbers
std::unique_ptr<Fitted> restore_constant(const Kept&);

/// 1 x k: the share of each class among the examples, by weight.
Matrix class_shares(const Examples&);

}  // namespace paribus
