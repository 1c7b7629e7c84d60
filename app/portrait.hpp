#pragma once
// From a training beside its flow to the figures of a page.

#include <string>

#include "paribus/learner/beside_flow.hpp"
#include "paribus/report/answer.hpp"

namespace paribus {

/// "movement": where the flow moves most; "ends": through the start and the ends of flow and first optimizer;
/// "filters": two random directions, filter-normalized; "I,J": two parameters by number. Throws Error for any other
/// word, and if the plane does not exist.
void check_plane(const std::string& word, std::size_t parameters);

/// What happened, drawn on that plane, with the loss and the field around it.
Answer::Portrait portrait(const BesideFlow&, const Bench&, const std::string& plane);

}  // namespace paribus
