#pragma once
// Levels of a setting that are worth a first look, as a study file writes them.

#include <string>

#include "paribus/base/settings.hpp"

namespace paribus {

/// Legal ones around the default: a list, or a range of five, and in a comment what must hold for them to stand in a
/// study. Empty where only the user knows others (a path), and where no level changes what is learned.
std::string levels_to_try(const Ask&);

}  // namespace paribus
