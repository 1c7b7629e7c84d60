#pragma once
// One training run, as a result.

#include "paribus/study/subject.hpp"

namespace paribus {

/// Trains the runs' cells and scores them on `part`: "validation" (with curves and facts) or "test". Runs that come
/// together differ in their optimizer alone (companions, study/companions.hpp).
std::vector<Result> measure(const Study&, Preparations&, std::span<const Run* const>, const std::string& part);

/// The learning rate itself, of a setup whose rate counts in stability limits for a curvature of `lambda`. Throws Error
/// if theory gives no limit for its optimizer.
double absolute_rate(const Setup&, const Bench&, double lambda, const Where&);

/// The metrics a study records: its own, then those it names under `also`.
std::vector<const Entry<Metric>*> recorded_metrics(const Study&, Task);

}  // namespace paribus
