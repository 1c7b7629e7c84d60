#pragma once
// How stiff a field is at a point.

#include "paribus/flow/optimizer.hpp"

namespace paribus {

/// The size of the largest eigenvalue of the field's Jacobian at theta, where F is `f`, by the power method: with
/// Hessian products if the field is an Objective, with differences of the field if not. To about 1 %, and from below,
/// as power methods go. v[P]: where to begin (zeros: along F), and the vector found. Adds the calls of the field to
/// `evaluations`. Uses scratch 1 to 3. (Sommeijer, Shampine & Verwer 1998)
double spectral_radius(Field&, const Draw&, View theta, View f, Span v, Scratch&, int& evaluations);

}  // namespace paribus
