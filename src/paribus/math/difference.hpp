#pragma once
// Derivatives by central differences: independent of every derivative that the house computes by formula.

#include <functional>

#include "paribus/math/matrix.hpp"

namespace paribus {

using Scalar = std::function<double(View)>;          ///< R^n -> R
using Mapping = std::function<void(View, Span out)>;  ///< R^n -> R^m

/// (f(x + h e_i) - f(x - h e_i)) / 2h for every i, with h = step * max(1, |x_i|). The error is h^2/6 |f'''| by
/// truncation and eps |f| / h by rounding; the default step, the cube root of 2^-52, balances the two:
/// about 1e-10 relative for a function whose derivatives are of its own size.
Vector difference_gradient(const Scalar& f, View x, double step = 0x1p-17);

/// (g(x + h u) - g(x - h u)) / 2h with h = step * max(1, |x|_inf) / |u|_inf: the derivative of g along u.
/// g a gradient: the Hessian times u.
Vector difference_along(const Mapping& g, std::size_t outputs, View x, View u, double step = 0x1p-17);

}  // namespace paribus
