#pragma once
// Rows made ready for a penalized fit with an unpenalized intercept, so that nothing overflows on the way: the weighted
// means are taken off, and everything is scaled by powers of two, which moves no digit. With x_j = m_j + 2^e_j z_j and
// y = m + 2^e u, weights w_j = 2^(e - e_j) v_j predict m + 2^e (z . v): the intercept needs no further thought.

#include "paribus/math/matrix.hpp"

namespace paribus {

/// Columns that are penalized together: block b is columns starts[b] .. starts[b + 1] - 1. Blocks of one are a lasso's.
using Blocks = std::vector<std::size_t>;
Blocks single_columns(std::size_t p);   ///< 0, 1, ..., p

struct Centered {
  /// x[n x p], y[n]; weight: n numbers >= 0, or empty: once each; they count as repetitions of their row. Throws Error
  /// if a number is not finite, or if no row counts. Columns of one block share their scale.
  Centered(const Matrix& x, View y, View weight, const Blocks&);

  Matrix z;                     ///< n x p, |z| <= 1, rows times the root of their weight; a constant column is 0
  Vector u;                     ///< n, likewise
  double count = 0;             ///< sum of the weights
  Vector mean;                  ///< p
  double target_mean = 0;
  std::vector<int> exponent;    ///< p
  int target_exponent = 0;

  Vector weights(View v) const;           ///< w of v. Throws Error if one is too large for a number
  double intercept(View w) const;         ///< m - sum of m_j w_j
};

}  // namespace paribus
