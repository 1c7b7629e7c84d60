#pragma once
// What subjects keep of an optimizer that they hold against two flows.

#include <array>
#include <memory>

#include "paribus/evidence/result.hpp"
#include "paribus/flow/gap.hpp"
#include "paribus/learner/spectrum.hpp"

namespace paribus {

using TwoQuantities = std::array<const char*, 2>;   ///< a subject's names of both gaps

/// Of a quadratic objective, and nothing of another: what exact gaps are made of.
void tell_quadratic(Result&, const Bench&, View start);
/// Solves flows to that relative error in one step, far below any gap.
std::unique_ptr<const Integrator> gap_solver(double tolerance);
/// Neither gap is there, and why.
void miss(Result&, const TwoQuantities&, const std::string& why);
/// The largest distances as shares of |to - from|, how far the first flow came. None beyond explosion: diverged.
/// `still`: what is said if that is 0.
void score_gaps(Result&, const TwoQuantities&, const Gap& first, const Gap& second, View from, View to, const std::string& still);

}  // namespace paribus
