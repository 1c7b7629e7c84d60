#pragma once
// How long it takes when some runs never arrive.

#include "paribus/math/matrix.hpp"

namespace paribus {

struct Duration {
  double value = 0, low = 0, high = 0;   ///< median and its interval; infinite: beyond the budget of the runs
  std::size_t never = 0, runs = 0;       ///< runs that did not arrive within their budget, and all
};

/// Median number of steps to a target. NaN or infinity marks a run that had not arrived when its budget
/// ended: it counts as later than every run that did (all budgets being equal), and is never left out. The
/// interval is that of the sign test; too few runs for one leave it at [0, infinity].
Duration median_duration(View steps, double confidence = 0.95);

}  // namespace paribus
