#pragma once
// A first study for the user's own data.

#include <string>

#include "paribus/data/dataset.hpp"

namespace paribus {

/// A commented study file: a linear model and a network against the baseline, learning rates in units of the
/// stability limit that theory gives, choices on validation data, verdicts that speak of new data.
/// `path` is how the study finds the data.
std::string draft_study(const Dataset&, const std::string& path, const std::string& target);

}  // namespace paribus
