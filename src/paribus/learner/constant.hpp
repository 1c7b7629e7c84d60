#pragma once
// The same prediction for every example: what the baselines find.

#include "paribus/learner/learner.hpp"

namespace paribus {

std::unique_ptr<Fitted> constant(View row);             ///< k numbers
std::unique_ptr<Fitted> restore_constant(const Kept&);

}  // namespace paribus
