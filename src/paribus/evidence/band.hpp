#pragma once
// How far is each level of a factor from the best one, when the best must be found from the same data?

#include <vector>

#include "paribus/math/distribution.hpp"
#include "paribus/math/matrix.hpp"

namespace paribus {

struct Contrasts {
  std::size_t best = 0;               ///< the level with the largest mean score
  std::vector<Interval> against;      ///< of mu_level - max over levels of mu: never above 0
  std::vector<bool> may_be_best;      ///< levels that the data do not rule out as the best
};

/// Simultaneous intervals with probability 1 - level: level i lies within a margin of the best of all if
/// against[i].low >= -margin. scores(level, replicate), larger is better, columns paired.
/// Each level in turn is taken as the best and compared with all others (one-sided, paired, the critical
/// value from joint sign patterns of the centered differences); levels that lose are dropped, and the bound
/// of i is the worst against those left. As the true best is one of the levels tried, choosing it from
/// the data costs nothing. A level with a score that is not finite is never the best and has low = -infinity.
/// Source: Edwards & Hsu 1983, Multiple comparisons with the best treatment; Hsu 1996.
Contrasts against_best(const Matrix& scores, double level = 0.05);

}  // namespace paribus
