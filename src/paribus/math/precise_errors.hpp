#pragma once
// What a least-squares fit knows of the spread of its coefficients: the diagonal of (x^T W x)^-1, and leverages.

#include "paribus/math/preconditioner.hpp"

namespace paribus {

/// sqrt of that diagonal, the intercept first if there is one: times the residual standard error, standard errors.
/// From the triangle as it is: its digits are lost by the condition number, or by its square after Cholesky.
Vector unit_errors(const Triangle&);

/// The same with the products of the columns, their triangle and its inverse in double-double (n d^2 + d^3 of its
/// operations), and `t.r` replaced by that triangle. Leaves `t` alone and returns nothing if a pivot is not positive.
Vector precise_unit_errors(TwofoldRows, View weight, Triangle& t);

}  // namespace paribus
