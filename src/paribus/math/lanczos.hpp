#pragma once
// Extreme eigenvalues of a symmetric operator given only by its products v -> A v.

#include "paribus/math/krylov.hpp"

namespace paribus {

struct Eigenpair {
  double value = 0;        ///< the Rayleigh quotient of `vector`
  double residual = 0;     ///< ||A u - value u||, from one true product: some eigenvalue lies within it of `value`
  Vector vector;           ///< u, norm 1
  int products = 0;        ///< calls of the operator, in the whole search
  bool converged = false;  ///< residual <= tolerance * |value|; among several: tolerance * the largest |value|
};

/// The largest (algebraic) eigenvalue by Lanczos with full reorthogonalization from a fixed start stream.
/// Stops when the true residual is at most tolerance * |value| or after max_products.
/// Source: Parlett, The Symmetric Eigenvalue Problem, 1980.
Eigenpair largest_eigenvalue(std::size_t n, const Operator&, double tolerance = 1e-6, int max_products = 200);

/// Both ends of a spectrum.
struct Extremes {
  std::vector<Eigenpair> low;   ///< ascending from the smallest
  std::vector<Eigenpair> high;  ///< descending from the largest
};

/// The `low` smallest and `high` largest eigenvalues (at most n each) by block Lanczos with full reorthogonalization.
/// `multiplicity` is the size of the blocks: an eigenvalue is surely found that often only. One vector is cheapest (and
/// as a rule right for a network's Hessian, whose eigenvalues are simple); that of a linear model with k outputs under
/// squared error has every eigenvalue k times. Stops when all true residuals are at most tolerance * (the largest |value| seen)
/// or after max_products, of which low + high are for these residuals.
/// Sources: Golub & Underwood 1977; Parlett, The Symmetric Eigenvalue Problem, 1980.
Extremes extreme_eigenpairs(std::size_t n, const Operator&, std::size_t low, std::size_t high,
                            std::size_t multiplicity = 1, double tolerance = 1e-6, int max_products = 300);

/// D^-1/2 A D^-1/2 for a diagonal D: it has the eigenvalues of D^-1 A, which govern descent preconditioned by D.
/// Adam's is D = sqrt(v_hat) + epsilon (bias-corrected), stable while the largest eigenvalue stays below
/// (2 + 2 beta1) / ((1 - beta1) rate), 38 / rate at beta1 = 0.9. Source: Cohen et al. 2022, arXiv 2207.14484.
/// Throws Error if an element of D is not positive and finite. Keeps a copy of D, and A by value.
Operator preconditioned(Operator a, View diagonal);

}  // namespace paribus
