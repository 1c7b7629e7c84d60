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

/// The metrics a study records of such a run: its own, then those it names under `also`, but for those that have no meaning
/// for its model (meaningless). Throws Error: a metric of the other task.
std::vector<const Entry<Metric>*> recorded_metrics(const Study&, Task, const Setup&);

/// Is this a metric of probabilities, and the model one that says none, such as one trained by squared error?
bool meaningless(const Metric&, const Setup&);

}  // namespace paribus
