#pragma once
// How many steps a batch size needs to a loss, each at the rate that needs fewest.

#include "paribus/learner/descent.hpp"

namespace paribus {

/// Where training first reaches a loss on all rows.
struct Reached {
  double steps = 0;  ///< on the straight line between the two looks about it, which lie 1 step or 2 % apart; NaN: not within the budget
  double rate = 0;   ///< the learning rate that needed them
};

/// The fewest steps over `count` rates, each 1/sqrt(2) of the one before, from the optimizer's own down. A rate that takes
/// longer than the best so far is given up.
Reached fewest_steps(const Bench&, const TrainingSettings&, const OptimizerSettings&, const Chance&, double loss, std::size_t count);

/// The noise scale tr C / |grad L|^2 of one row's gradient (model/gradient_noise.hpp) along a full-batch run at that rate, up
/// to that many steps, at its start and at up to `points` steps: its mean, and its largest value over its smallest.
struct NoiseOnTheWay { double mean, change; };
NoiseOnTheWay noise_scale(const Bench&, const OptimizerSettings&, const Chance&, const Reached&, std::size_t points);

}  // namespace paribus
