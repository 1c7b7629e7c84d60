#pragma once
// Where training with noise comes to rest: not at the minimum of a quadratic objective but around it.

#include "paribus/learner/descent.hpp"

namespace paribus {

/// L(theta) = least + 1/2 sum_j (w_j - w*_j)^T H (w_j - w*_j): least squares with k outputs, column j of the (d+1) x k
/// matrix theta each with the same H = (1/n) [x 1]^T [x 1], P = d + 1.
struct Bowl {
  Matrix minimum;        ///< w*, P x k; as theta lies, row by row
  double least;
  Vector eigenvalues;    ///< of H, ascending, all positive
  Matrix vectors;        ///< column i belongs to eigenvalue i
};
/// Of a bench whose objective is a quadratic without penalty. Throws Error if H is singular.
Bowl bowl(const Bench&);

/// What was seen of a run at rest: e_i = sum_j (v_i . (w_j - w*_j))^2 along each eigenvector of H, averaged over time.
/// From it follow the second moment about the minimum, S = sum_i e_i along the v_i, and the excess loss.
struct Rest {
  Outcome outcome = Outcome::finished;
  Vector energies;       ///< means of e_i over all that was measured
  Matrix blocks;         ///< and over each of `blocks` stretches of equal length, one after the other: blocks x P
  Phase phase;           ///< where the run ended
};
struct RestPlan {
  double rate = 0.1;                 ///< the step, constant
  std::uint64_t steps = 100'000;     ///< in all
  double burn_in = 0.2;              ///< share of the steps before anything counts
  std::size_t blocks = 32;
};
/// Runs the optimizer from the minimum, on those batches. Diverged: the excess loss rose above explosion x the least
/// loss; its means are then over what was measured up to there.
Rest rest(const Bench&, const Bowl&, const Optimizer&, const RestPlan&, Batches&);

/// sum_i weight_i e_i with its standard error by batch means, one mean per block: honest where blocks are longer than
/// the run's memory, 1 / (2 rate lambda) steps of an eigenvector. (Flegal & Jones 2010)
struct Averaged { double value, error; };
Averaged averaged(const Rest&, View weights);

}  // namespace paribus
