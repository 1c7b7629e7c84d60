#pragma once
// Rows whose columns nearly depend on each other, as much as asked: each column of real rows gets a times its left neighbor,
// so that the whole design has the condition number asked for. All numbers are multiples of 2^-26 below 2^16 in size, so
// that the products with small whole coefficients, and their sums, are exact: a target with a known solution can be made.

#include <optional>

#include "paribus/math/matrix.hpp"

namespace paribus {

struct Collinear {
  Matrix x;               ///< c_1 = a e_1, c_j = e_j + a e_(j-1); e: the rows, cut at +-8 and rounded to multiples of 2^-12
  double mixing = 0;      ///< a, a multiple of 2^-14 from 1 to 4096
  double condition = 0;   ///< largest singular value of x over the smallest, both to nearly all digits, however large
};

/// Nothing if no a gives that condition number: below that of a = 1, or if the columns e depend on each other. Rows should
/// have a standard deviation near 1; there must be more rows than columns, and two columns at least.
std::optional<Collinear> collinear(const Matrix& rows, double condition);

}  // namespace paribus
