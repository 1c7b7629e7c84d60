#pragma once
// The Hessian's spectrum at the start of a flow and at its end, for a page.

#include "paribus/learner/beside_flow.hpp"
#include "paribus/report/answer.hpp"

namespace paribus {

/// At the start and at the end of the flow; once, where the objective is a quadratic.
std::vector<Answer::Spectrum> spectra(const BesideFlow&, const Bench&, std::uint64_t seed);

}  // namespace paribus
