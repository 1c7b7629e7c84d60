#pragma once
// The largest stable learning rate, by bisection.

#include "paribus/learner/descent.hpp"

namespace paribus {

/// What "stable" means. Both speak of the full training objective, checked at every full-batch step.
enum class Stability {
  bounded,     ///< at the end not above the start, and never above 10 times the start
  descending   ///< never above the start
};
std::string_view word(Stability);
Stability stability(std::string_view word, const Where& = {});

struct ThresholdPlan {
  std::uint64_t steps = 300;
  double tolerance = 0.01;            ///< the break is known to this share
  double from = 1e-9, to = 1e9;       ///< the search goes no further
};

struct Threshold {
  double rate;       ///< the middle of a stable and an unstable rate that differ by the tolerance; NaN: never stable
  bool beyond;       ///< stable even at the end of the search: `rate` is a lower bound
  Vector theta;      ///< the point reached by the fastest stable run
  int runs;          ///< trainings it took
};

/// Searches outward from `guess` by factors of 2 until stability changes, then bisects in the logarithm.
/// Where stability is not monotone in the rate, the answer is the break nearest to the guess.
Threshold largest_stable_rate(const Bench&, const Optimizer&, const Vector& start, Stability, const ThresholdPlan&, double guess);

}  // namespace paribus
