#pragma once
// From the model that XGBoost writes to trees of ours: from then on a fit is asked, kept and restored without the library,
// and no stranger's file ever reaches XGBoost's own reader.

#include "paribus/learner/boosted.hpp"

namespace paribus {

/// The largest double that float32 rounds to less than c: XGBoost asks "x < c?" in float32, our trees "x <= threshold?".
double last_below(float c);

/// Throws Error if these are not trees of XGBoost's for as many features and outputs.
Boosted read_xgboost(const std::string& json, std::size_t features, std::size_t outputs);

}  // namespace paribus
