#pragma once
// The noise of mini-batch gradients at the minimum of least squares, L = 1/2n sum (a^T w - y)^2, as the theories of
// SGD need it: given as matrices, or found from the rows.

#include "paribus/math/lyapunov.hpp"
#include "paribus/theory/formula.hpp"

namespace paribus {

/// The needs of a formula about rows and batches: design [n x p by rows], features p, targets [n x outputs],
/// batch_size, sampling ("with_replacement", "without_replacement", "shuffled_epochs"), the optimizer if known.
std::vector<Need> row_needs();
std::string objection_to_rows(const Given&);                     ///< "" if they fit together
Matrix design(const Given&);
Mixing mixing(const Given&);

/// Hessian and covariance of one step's gradient at the minimum.
struct StepNoise { Matrix hessian, covariance; };
StepNoise least_squares_noise(const Given&);                     ///< of row_needs()
std::vector<Need> matrix_needs();  ///< hessian, gradient_noise [p x p by rows], learning_rate, optimizer
std::string read_matrices(const Given&, StepNoise&);             ///< "" or why they are not such matrices

/// "excess_loss" 1/2 tr(H S), "variance" tr S, "top_variance" v^T S v along the eigenvector of the largest curvature,
/// "covariance" S by rows. Of several outputs: summed over them.
Vector stationary_quantity(std::string_view quantity, const Matrix& hessian, const Matrix& covariance);

/// Plain steps, from batches drawn independently. Those shuffled in epochs are not: each row comes once, which takes
/// away most of the noise. Where sampling is no need, only the optimizer is judged.
void judge_steps(const Given&, Prediction&);

/// An Error of a decomposition becomes an objection: a matrix without a solution is no mistake of the user's.
std::string spoken(const std::function<std::string()>& attempt);

/// The formulas of a stationary law for those quantities, each from rows and from matrices. `solve` gives the
/// stationary covariance at the step.
using Stationary = std::function<Matrix(const StepNoise&, double step)>;
std::vector<Formula> stationary_formulas(std::string text, std::string assumption, Stationary solve);

}  // namespace paribus
