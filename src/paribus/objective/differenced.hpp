#pragma once
// The base of an objective of one's own whose second derivatives nobody has written down.

#include "paribus/objective/objective.hpp"

namespace paribus {

/// An objective that brings dimension() and evaluate() with its gradient. Hessian products are central differences of
/// that gradient: relative errors of about 1e-10, so that u.Hv = v.Hu and the spectra hold to some nine digits. Override
/// hessian_vector when they are wanted exact.
class Differenced : public Objective {
 public:
  void hessian_vector(View theta, const Draw&, View v, Span out) override;
};

}  // namespace paribus
