#pragma once
// A residual network with steps of 1/depth and its limit as the depth grows: the differential equation that it is
// Euler's method for. Sources: Haber & Ruthotto 2017; Chen, Rubanova, Bettencourt & Duvenaud 2018.

#include "paribus/learner/descent.hpp"

namespace paribus {

/// `depth` on the parameters of blocks, 1 on those of input and output. A block's gradient shrinks as 1/depth, so plain
/// descent would leave the blocks of deep networks where they are; in this metric W(t) and b(t) move at a rate of their
/// own, -dL/dW(t), and training has a limit too. Blocks that share their weights need no scaling: 1 throughout.
Vector depth_metric(std::span<const Block>);

/// Outputs on the training rows (model/output_map.hpp), in float64.
struct Outputs {
  Outcome outcome = Outcome::finished;
  Vector before, after;  ///< training; `after` is empty if it diverged
  double loss = 0;       ///< at the end
};

/// Gradient descent preconditioned by the metric, on all training rows.
Outputs train_outputs(const Bench&, const Vector& start, const Vector& metric, double rate, std::uint64_t steps);

/// The limit of values whose error is a series in powers of 1/depth, from those at depths d, 2d, 4d, ..: the error of m
/// of them is of order m. (Richardson 1911)
Vector richardson(std::vector<Vector> at_doubled_depths);

}  // namespace paribus
