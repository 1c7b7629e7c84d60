#pragma once
// Least squares, both fast and right: min over b of sum_i w_i (y_i - x_i b)^2, to the last digit that the data hold.
//
// The products of the columns (scatter.hpp), moved to near their means and scaled to one length, give a triangle by
// Cholesky's factors: fast, and good for 16 digits less twice those of the condition number. It only turns gradients
// into corrections. The gradient x^T W (y - x b) itself is computed in double-double (compensated.hpp) with b kept in
// double-double, and corrections are made until they vanish: so the solution is that of the normal equations solved
// with 32 digits. Where Cholesky's triangle is too rough (a pivot is lost, its condition number is one that rounding alone
// could give, or corrections do not shrink), Householder's triangle with column pivoting takes its place, which keeps 16
// digits less once those of the condition number.
// Refinement by seminormal equations: Bjorck 1987; the idea of a rough factor with exact residuals: Wilkinson 1963.

#include "paribus/math/precise_errors.hpp"

namespace paribus {

/// The data stay where they are and must outlive the fit.
struct LinearDesign {
  const Matrix& x;                ///< n x d
  const Matrix* low = nullptr;    ///< what doubles left of x, or nothing: the design is x + *low
  View weight = {};               ///< n numbers >= 0, or none: 1 each
  bool intercept = true;          ///< a column of ones stands before the others
};

struct RefinedFit {
  enum class Path { cholesky, householder };
  Path path = Path::cholesky;
  int iterations = 0;               ///< corrections after the first solution
  bool converged = true;            ///< the last correction was beyond the digits of a double
  double condition = 1;             ///< of the kept columns in their own coordinates: means out, scaled to one length
  DoubleDoubles coefficients;       ///< d, or d + 1 with the intercept first; NaN for dependent columns
  std::vector<std::size_t> dependent;  ///< columns of x that those before them (and the intercept) make up
  double unit = 1;                  ///< a power of two: `squares` and `total` are in its square, 1 unless the target is extreme
  DoubleDouble squares;             ///< sum of w_i r_i^2
  double weight = 0;                ///< sum of w_i: n without weights
  // Asked for by `inference`:
  Triangle triangle;                ///< of the kept columns, for leverages of new rows
  Vector errors;                    ///< as unit_errors, NaN for dependent columns
  Vector residuals, leverage;       ///< n each; of one copy of a row, where weights say how many there are
  DoubleDouble total;               ///< sum of w_i (y_i - mean)^2, or of w_i y_i^2 without an intercept
  std::size_t rank() const { return triangle.r.rows; }
};

/// Throws Error: no rows, nothing to fit, numbers that are not finite, weights that are not >= 0 or are all 0, a
/// coefficient beyond the range of doubles. Columns may have any scale from 1e-300 to 1e300: powers of two are taken out.
RefinedFit refined_least_squares(const LinearDesign&, View y, bool inference = false);

}  // namespace paribus
