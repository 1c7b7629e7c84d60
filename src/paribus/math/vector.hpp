#pragma once
// Sums that give the same bits on every processor: 32 virtual lanes, folded 16-8-4-2-1, whatever the
// width of the machine's vectors. Products are rounded before they are added (no fused multiply-add).

#include "paribus/math/matrix.hpp"

namespace paribus {

double sum(View);
double dot(View, View);                            ///< sizes equal
double norm(View);                                 ///< Euclidean
void axpy(double a, View x, Span y);               ///< y <- a x + y
void scale(double a, Span x);                      ///< x <- a x
double mean(View);                                 ///< NaN when empty
double variance(View);                             ///< with n - 1, two passes; NaN below two values
bool all_finite(View);

}  // namespace paribus
