#pragma once
// Facts about an objective at one point, measured before or after a run: what theories ask for.

#include "paribus/learner/descent.hpp"
#include "paribus/math/lanczos.hpp"

namespace paribus {

/// The largest Hessian eigenvalue of the full training objective at theta, with its residual bound. A float32 model is
/// asked in float32 when no more than three digits are wanted.
Eigenpair sharpness(const Bench&, View theta, double tolerance = 1e-6);

/// For a quadratic objective: eigenvalues of the Hessian's distinct block and the energy of the start's error
/// in each, so that L(theta) - L* = 1/2 sum_i eigenvalue_i energy_i.
struct QuadraticFacts {
  Vector eigenvalues, energies;
  double first_loss, least_loss;
};
QuadraticFacts quadratic_facts(const Bench&, View start);

}  // namespace paribus
