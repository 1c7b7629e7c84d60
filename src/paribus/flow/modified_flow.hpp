#pragma once
// The flows that gradient descent, and SGD in the mean over the orders of its batches, follow one order more closely than
// the gradient flow.

#include <vector>

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

/// theta' = -grad(L + h/4m sum_k |grad L_k|^2) = -(g + h/2m sum_k H_k g_k), L the mean of the m batches' losses L_k: by
/// m exact products. Of the iterates after an epoch of m steps, one on each batch, the mean over all orders of the
/// batches is within O(h^3) of it at the time m h, within O(h^2) of the gradient flow of L. Beside the modified flow of
/// full batches it has the spread of the batches' gradients, h/4m sum_k |grad L_k - grad L|^2.
/// (Smith, Dherin, Barrett & De 2021)
class BatchModifiedFlow final : public Field {
 public:
  /// The objective must outlive it; step h >= 0: with 0 it is the gradient flow of L. Batches of equal size.
  BatchModifiedFlow(Objective& objective, std::vector<std::vector<std::uint32_t>> batches, double h);
  std::size_t dimension() const override { return objective_.dimension(); }
  double direction(View theta, const Draw& draw, Span out) override;  ///< the rows of the draw do not count
  using Field::direction;
  bool smooth() const override { return objective_.smooth(); }

 private:
  Objective& objective_;
  std::vector<std::vector<std::uint32_t>> batches_;
  double h_;
  Vector gradient_, product_;
};

}  // namespace paribus
