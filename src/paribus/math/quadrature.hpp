#pragma once
// Integrals of smooth functions of one variable, for the theories. Not for records: they use the C library.

#include <functional>

#include "paribus/math/matrix.hpp"

namespace paribus {

using Integrand = std::function<double(double)>;

/// The integral of f over [from, to], both finite: the double exponential rule (Takahasi & Mori 1974), halved until
/// two values agree to 1e-12 of the integral of |f|. f must be smooth inside; it may be steep or peaked at the ends,
/// where the nodes crowd, so cut an interval where f has a peak or a kink. NaN if f is, or if they do not agree to 1e-8
/// after eight halvings.
double integral(const Integrand& f, double from, double to);

/// log of the integral of exp(log_f) over [from, to], also where exp(log_f) is outside the range of double.
/// `cuts`, ascending, name the points inside where log_f has its extremes: between two of them it is monotone.
double log_integral(const Integrand& log_f, double from, double to, View cuts = {});

/// E f(Z), Z standard normal, f smooth and of less than exponential growth: the trapezoidal rule, which converges
/// exponentially for such integrands (Trefethen & Weideman 2014), halved until two values agree to 1e-13 of E |f|.
double normal_mean(const Integrand& f);

}  // namespace paribus
