#pragma once
// How a theory stands to what was measured.

#include "paribus/evidence/result.hpp"
#include "paribus/report/answer.hpp"

namespace paribus {

/// How an interval of measured / foretold stands to 1 with that margin on either side. A theory that gives a bound
/// holds wherever the bound is kept.
enum class Stand { holds, above, below, open, silent };
Stand stand(Prediction::Kind, const Estimate& ratio, double margin);

/// The one number that a theory foretells for that quantity of a run, from the facts of the run; the word "quantity"
/// names it. `steps`: the number at each of these steps instead, or one level for all; a run with the fact "step_time", the
/// time that one step takes, is also asked at those times.
std::optional<Prediction> foretell(const Theory&, const Result&, const std::string& quantity, const Vector& steps = {});
/// Why it foretells nothing.
std::string objection(const Theory&, const Result&, const std::string& quantity);

}  // namespace paribus
