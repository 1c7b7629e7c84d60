#pragma once
// Extreme eigenvalues of a symmetric operator given only by its products v -> A v.

#include <functional>

#include "paribus/math/matrix.hpp"

namespace paribus {

using Operator = std::function<void(View v, Span out)>;  ///< out = A v, A symmetric n x n

struct Eigenpair {
  double value = 0;        ///< the Rayleigh quotient of `vector`
  double residual = 0;     ///< ||A u - value u||, from one true product: some eigenvalue lies within it of `value`
  Vector vector;           ///< u, norm 1
  int products = 0;        ///< calls of the operator
  bool converged = false;  ///< residual <= tolerance * |value|
};

/// The largest (algebraic) eigenvalue by Lanczos with full reorthogonalization from a fixed start stream.
/// Stops when the true residual is at most tolerance * |value| or after max_products.
/// Source: Parlett, The Symmetric Eigenvalue Problem, 1980.
Eigenpair largest_eigenvalue(std::size_t n, const Operator&, double tolerance = 1e-6, int max_products = 200);

}  // namespace paribus
