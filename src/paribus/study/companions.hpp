#pragma once
// Which runs are worth computing side by side.

#include "paribus/study/run.hpp"

namespace paribus {

/// The runs in groups, order kept within each. Those of a group share subject, replicate, data, model and training, differ
/// in their optimizer alone, and are no more than their model has seats for, nor so many that one of `threads` would have
/// nothing to do; most groups hold one run. A result does not depend on its group, so that whatever is left of a study
/// can be grouped anew.
std::vector<std::vector<const Run*>> companions(std::span<const Run* const>, unsigned threads);

}  // namespace paribus
