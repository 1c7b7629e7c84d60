#pragma once
// Elementary functions that give the same bits on every processor and compiler. Anything that reaches a
// record uses these and never the C library's, whose bits differ between processors.
//
// Only + - * /, fused multiply-add and comparisons are used, in a fixed order, on double. Largest errors
// measured against 80-bit references (tests/math/elementary.cpp holds them to the bounds given here); 0.5 ulp
// would be correct rounding. NaN gives NaN; infinities, zeros and their signs follow the C standard (annex F).
// Denormals are right to the last bit as long as the processor is not told to flush them to zero; under
// flushing the bits are still the same everywhere, but other ones.

#include "paribus/math/matrix.hpp"

namespace paribus::exact {

double exp(double);     ///< e^x, 0.6 ulp (0.8 where the result is denormal); 0 below -745.2, inf above 709.8
double log(double);     ///< natural, 0.6 ulp; -inf at 0, NaN below
double log1p(double);   ///< log(1 + x), 0.6 ulp
double expm1(double);   ///< e^x - 1, 0.8 ulp
double tanh(double);    ///< 0.7 ulp
double sin(double);     ///< 0.8 ulp for |x| <= 10^6, NaN beyond: fewer digits would be right without a word
double cos(double);     ///< 0.8 ulp for |x| <= 10^6, NaN beyond
double pow(double x, double y);  ///< 1.0 ulp over the whole range; x < 0 for whole y only
void exp(Span);         ///< in place, the same bits as one by one
void log(Span);
void log1p(Span);
void expm1(Span);
void tanh(Span);
void sin(Span);
void cos(Span);

}  // namespace paribus::exact
