#pragma once
// Columns of powers to twice the digits: rounded to doubles, they cost a polynomial of degree 10 half of its digits
// before anything is solved.

#include "paribus/math/matrix.hpp"

namespace paribus {

struct Powers {
  Matrix high, low;   ///< n x (d degree): x_1, x_1^2, ..., x_1^degree, x_2, ...; the power is high + low
};
Powers powers(const Matrix& x, std::size_t degree);   ///< degree >= 1

}  // namespace paribus
