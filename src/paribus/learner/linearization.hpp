#pragma once
// Trains a network beside its linearization at the start, and says how far apart they come. Sources: Jacot, Gabriel &
// Hongler 2018; Lee, Xiao, Schoenholz et al. 2019; Chizat, Oyallon & Bach 2019.

#include "paribus/learner/descent.hpp"

namespace paribus {

/// 1 / fan_in on weights, 1 on biases. Descent in this metric is plain descent in the NTK parametrization, where a
/// weight is N(0, 1) / sqrt(fan_in) with the first factor as the parameter: with it the kernel has a limit as widths
/// grow, and one rate serves all of them.
Vector ntk_metric(std::span<const Block>);

struct Departure {
  Outcome outcome = Outcome::finished;
  std::vector<std::uint64_t> at;  ///< steps watched, up to where the run ended
  Vector loss, linear_loss;       ///< 1/2n |f - y|^2 there, of the network and of its linearization
  Vector distance;                ///< |f - f_lin| there, over |f_lin - f_0| at the last step of the plan
  Vector kernel, residual;        ///< eigenvalues of Theta_0 = J M J^T, and f_0 - y along its eigenvectors
  double kernel_change = 0;       ///< |Theta_end - Theta_0| / |Theta_0|, Frobenius; NaN if not finished
};

/// Gradient descent on half the squared error of the bench's training rows, all of them in each step, preconditioned by
/// the metric, watched at those steps. The linearization is not trained: what it has become after any step is known
/// (model/jacobian.hpp). Outputs are compared in float64, whatever the network is trained in.
Departure departure(const Bench&, const Vector& start, const Vector& metric, double rate, std::uint64_t steps,
                    std::size_t watches);

}  // namespace paribus
