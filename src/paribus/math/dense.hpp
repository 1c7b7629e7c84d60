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
/// A basis of what a's columns span: rows x columns with q^T q = 1, by the same reflections. No more columns than rows.
Matrix orthonormal(const Matrix& a);

struct RightSingular {
  Vector values;    ///< min(rows, columns) of them, descending
  Matrix vectors;   ///< columns x min(rows, columns): column j belongs to values[j]
};
/// a = u diag(values) vectors^T by bidiagonalization and divide and conquer: nothing is squared, so a small singular
/// value keeps the digits that a^T a would lose.
RightSingular right_singular(const Matrix& a);

}  // namespace paribus
