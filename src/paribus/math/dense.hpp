#pragma once
// Dense decompositions (Eigen, in one file, on aligned copies, with its cache sizes fixed by us so that its
// blocking, and with it the bits, does not follow the processor).

#include "paribus/math/matrix.hpp"

namespace paribus {

struct SymmetricEigen {
  Vector values;    ///< ascending
  Matrix vectors;   ///< column j belongs to values[j]
};
SymmetricEigen symmetric_eigen(const Matrix&);           ///< the lower triangle is read
/// a x = b by Cholesky's factors, a symmetric (the lower triangle is read) and positive definite. Throws Error
/// that names the pivot which is not positive, or is lost in rounding: below n 2^-52 of its diagonal element.
Vector solve_positive(const Matrix& a, View b);
/// The x with the least |a x - b|, by Householder's reflections with column exchange: twice the digits of the
/// normal equations. Throws Error if the columns depend on each other or outnumber the rows.
Vector least_squares(const Matrix& a, View b);
Matrix gram(const Matrix& x);                            ///< x^T x
/// The factor r of a = q r by Householder's reflections: min(rows, columns) x columns, 0 below its diagonal.
Matrix upper_triangle(const Matrix& a);

}  // namespace paribus
