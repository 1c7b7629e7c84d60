#pragma once
// The triangle of a design in coordinates that suit it: what turns the gradient of least squares into a correction.

#include <optional>

#include "paribus/math/compensated.hpp"
#include "paribus/math/scatter.hpp"

namespace paribus {

/// A design in its own coordinates: first the constant column as 1 / ones, unless ones is 0, then the columns
/// (x_j - origin_j) / scale_j of length about 1. r^T r is the matrix of their products, by weight.
struct Triangle {
  Vector origin, scale;   ///< d
  double ones = 0;        ///< square root of the sum of weights; 0: there is no intercept
  Matrix r;               ///< q x q, upper, q = d + 1 with an intercept, else d
  std::size_t first() const { return ones != 0; }
  void solve(Span z) const;                ///< z <- r^-1 r^-T z
  /// The same in double-double: from a gradient rounded to doubles the solution would lose the square of the condition
  /// number, however good r is.
  void solve(std::vector<DoubleDouble>& z) const;
  void solve_transposed(Span z) const;     ///< z <- r^-T z
  Vector coordinates(View row) const;      ///< of one row of x: q numbers
  double leverage(View row) const;         ///< |r^-T coordinates|^2: the share of a fitted value that is its own row's
};

/// A point near the mean of each column, exactly its value if the column is constant: the mean of at most 1024 rows,
/// evenly spaced.
Vector origin_near_mean(TwofoldRows);

/// By Cholesky's factors of what scatter(x, origin) found. Nothing if a pivot is lost in rounding or is no number.
std::optional<Triangle> cholesky_triangle(const Scatter&, View origin, bool intercept);

/// By Householder's reflections of the rows themselves, so that no square loses half of the digits; scales are taken
/// from the diagonal of the scatter. `dependent` gets the columns of which nothing is left beyond rounding once the
/// columns before them, and the intercept, are taken out (as R's lm does, with a limit of 1e-13); r is of the others.
Triangle householder_triangle(TwofoldRows, View weight, const Scatter&, View origin, bool intercept,
                              std::vector<std::size_t>& dependent);

/// Largest singular value over the smallest, to about 1 %.
double condition(const Matrix& upper);

}  // namespace paribus
