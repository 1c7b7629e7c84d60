#pragma once
// The library of XGBoost, loaded when it is first asked: the program is built without it, and runs without it.

#include <map>
#include <string>

#include "paribus/data/examples.hpp"

namespace paribus {

/// "XGBoost 1.7.4". Throws Error if the library cannot be loaded. The environment may name its file: $PARIBUS_XGBOOST.
std::string xgboost_version();

/// The model, as XGBoost writes it in JSON, after that many rounds on these rows. Throws Error: no library, and whatever
/// XGBoost refuses.
std::string train_xgboost(const Examples&, const std::map<std::string, std::string>& parameters, std::size_t rounds);

}  // namespace paribus
