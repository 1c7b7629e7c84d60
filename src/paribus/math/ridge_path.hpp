#pragma once
// Ridge regression at many penalties from one decomposition, each with its exact leave-one-out error.
//   min over w, b of 1/(2n) sum_i v_i (y_i - x_i w - b)^2 + l2/2 |w|^2,   n = sum of the weights v_i
// With u = x - mean and u^T V u / n = U diag(e) U^T: w(l2) = U (e + l2)^-1 U^T u^T V (y - mean) / n, and the share of a fitted
// value that is its own row's, h_i = 1/n + |(n (e + l2))^-1/2 U^T u_i|^2 (no 1/n without an intercept). Leaving out one copy of
// row i changes its residual from r_i to r_i / (1 - h_i) (Allen 1974), and df(l2) = sum of e / (e + l2) (Hoerl & Kennard 1970);
// GCV puts the mean of the h_i in the place of each (Golub, Heath & Wahba 1979). With more columns than rows, the same
// from u u^T, which is n x n.

#include "paribus/math/matrix.hpp"

namespace paribus {

struct RidgePath {
  Vector l2;                   ///< the penalties asked for
  Vector freedom;              ///< df(l2), the intercept not counted
  Vector loo, gcv, error;      ///< mean squared errors by weight: leaving one out, by GCV, and on the rows themselves
  Matrix coefficients;         ///< one row of d for each penalty
  Vector intercept;
  double largest = 0;          ///< largest e: penalties far below it do little, far above it everything
};

/// Penalties >= 0. At 0, eigenvalues below d 2^-52 of the largest count as none: the shortest solution. Without penalties only
/// `largest` is found. Throws Error: no rows, numbers that are not finite, weights that are not >= 0 or are all 0.
RidgePath ridge_path(const Matrix& x, View y, View weight, bool intercept, View l2);

}  // namespace paribus
