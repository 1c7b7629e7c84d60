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
Vector solve_positive(const Matrix& a, View b);          ///< a x = b, a symmetric positive definite; throws Error if not
Matrix gram(const Matrix& x);                            ///< x^T x

}  // namespace paribus
