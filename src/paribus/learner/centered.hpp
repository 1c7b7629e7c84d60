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
  /// if a number is not finite, or if no row counts. Columns of one block share their scale. x must outlive it: Z may be
  /// the largest thing in memory, and is made only where it is asked for.
  Centered(const Matrix& x, View y, View weight, const Blocks&);

  std::size_t rows() const { return x.rows; }         ///< n
  std::size_t columns() const { return x.columns; }   ///< p
  void row(std::size_t i, Span out) const;            ///< of Z: |z| <= 1, times the root of its weight; 0 of a constant column
  Matrix z() const;                                   ///< n x p
  /// Whether each row counts once and products of what has lost its mean but has no new scale are numbers: then sums
  /// may be taken of x - m and scaled afterwards, which moves no digit.
  bool plain() const;

  const Matrix& x;
  Vector root = {};             ///< of the weights; empty: 1
  Vector u;                     ///< n, as the rows of Z
  double count = 0;             ///< sum of the weights
  Vector mean;                  ///< p
  double target_mean = 0;
  std::vector<int> exponent;    ///< p
  int target_exponent = 0;

  Vector weights(View v) const;           ///< w of v. Throws Error if one is too large for a number
  double intercept(View w) const;         ///< m - sum of m_j w_j

 private:
  Vector half_, unit_;                    ///< 2^-e_j is half_j unit_j
};

}  // namespace paribus
