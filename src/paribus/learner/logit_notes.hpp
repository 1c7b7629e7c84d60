#pragma once
// The sentences of a logistic fit's summary: its path, and what is doubtful.

#include "paribus/learner/logit_fit.hpp"

namespace paribus {

void add_notes(const LogitFound&, FitSummary&);
/// A coefficient a . theta that runs away along the separating direction has no finite estimate: it is infinite.
void withdraw(const Separation&, View a, FitSummary::Term&);

}  // namespace paribus
