#pragma once
// Elementary functions that give the same bits on every processor and compiler. Anything that reaches a
// record uses these and never the C library's, whose bits differ between processors.
// Maximum errors are stated per function in ulp and tested against a higher-precision reference.

#include "paribus/math/matrix.hpp"

namespace paribus::exact {

double exp(double);     ///< e^x; 0 below -745, inf above 709.8
double log(double);     ///< natural; -inf at 0, NaN below
double log1p(double);
double expm1(double);
double tanh(double);
double sin(double);     ///< |x| <= 100
double cos(double);     ///< |x| <= 100
double pow(double x, double y);  ///< x > 0: exp(y log x) in extended steps; error grows with |y log x|
void exp(Span);         ///< in place
void log(Span);
void tanh(Span);

}  // namespace paribus::exact
