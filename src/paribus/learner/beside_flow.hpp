#pragma once
// Optimizers side by side with the gradient flow that they discretize, from one start.

#include <optional>

#include "paribus/flow/solve.hpp"
#include "paribus/learner/descent.hpp"

namespace paribus {

/// One way down: the flow's, or an optimizer's.
struct Track {
  std::string name;  ///< word of the optimizer; "": the flow
  Outcome outcome = Outcome::finished;
  double rate = 0;            ///< its learning rate; 0: the flow
  std::uint64_t steps = 0;    ///< of the optimizer; of the flow's solver
  Vector times;               ///< ascending, the first is 0
  std::vector<Vector> theta;  ///< at those times
  Vector loss;                ///< the full training objective there
  Vector distance;            ///< |theta - theta of the flow at that time|; of the flow: zeros
  double sharpness = 0;       ///< largest Hessian eigenvalue at the last of them; NaN if it diverged
  std::optional<double> felt_sharpness;  ///< of D^-1/2 H D^-1/2 there, D what the optimizer divides its steps by (learner/
                                         ///< divisor.hpp); nothing: it divides by nothing, or diverged. NaN: not found
};

struct BesideFlow {
  double sharpness;         ///< at the start
  bool smooth = true;       ///< of the field: see Field
  std::vector<Kink> kinks;  ///< where it was seen to bend on the flow's way: see Solution
  Track flow;
  std::vector<Track> optimizers;
};

/// The flow's time that passes in one step of rate 1: 1, for a velocity that keeps the share beta 1 / (1 - beta), since
/// it sums the gradients of so many steps. (Polyak 1964; Kovachki & Stuart 2021)
double clock_rate(const OptimizerSettings&);

/// Follows the flow for `time` by dopri5 with rtol 1e-6 and lets every optimizer take as many whole steps as fit, on
/// all rows, each watched at up to `points` times, dense at first. A track ends where its loss leaves every bound.
/// Throws Error if not one step fits, or if the flow cannot be followed.
BesideFlow beside_flow(const Bench&, const Vector& start, double time, std::span<const OptimizerSettings>,
                       std::size_t points);

}  // namespace paribus
