#pragma once
// The flow that gradient descent follows one order more closely than the gradient flow.

#include "paribus/objective/objective.hpp"

namespace paribus {

/// theta' = -grad(L + h/4 |grad L|^2) = -(g + h/2 H g), g = grad L and H its Hessian, by one exact product. Gradient
/// descent with step h stays within O(h^2) of it for a fixed time, of the gradient flow within O(h); the second term is
/// the preference for flat places that the step brings along. On a quadratic the rate lambda becomes
/// lambda + h lambda^2 / 2. Its potential is L + h/4 |grad L|^2. (Barrett & Dherin 2021)
class ModifiedFlow final : public Field {
 public:
  ModifiedFlow(Objective& objective, double h);  ///< the objective must outlive it; step h >= 0
  std::size_t dimension() const override { return objective_.dimension(); }
  double direction(View theta, const Draw&, Span out) override;
  using Field::direction;
  bool smooth() const override { return objective_.smooth(); }

 private:
  Objective& objective_;
  double h_;
  Vector gradient_;
};

}  // namespace paribus
