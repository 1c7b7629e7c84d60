#pragma once
// What both ways to principal components begin and end with.

#include "paribus/math/principal.hpp"

namespace paribus::principal {

void check(const Matrix& x, std::size_t k, View weight);
/// Mean of each column, and n = sum of weights. Throws Error unless n > 1.
double center(const Matrix& x, View weight, Vector& out);
/// Makes the coefficient of the largest size positive.
void fix_sign(Span axis);

}  // namespace paribus::principal
