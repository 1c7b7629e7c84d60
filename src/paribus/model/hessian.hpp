#pragma once
// The Hessian of an objective at one point: as an operator for math/lanczos, math/trace and math/density, and, where
// parameters are few, as a matrix.

#include "paribus/math/krylov.hpp"
#include "paribus/objective/objective.hpp"

namespace paribus {

/// v -> H v. Keeps copies of theta and of the draw; the objective must outlive it.
Operator hessian(Objective&, View theta, const Draw& = {});

/// The whole matrix, column by column: P products, symmetric to rounding. Throws Error above 8192 parameters (512 MB).
/// Its eigenvalues: symmetric_eigen.
Matrix dense_hessian(Objective&, View theta, const Draw& = {});

}  // namespace paribus
