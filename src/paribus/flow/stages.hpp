#pragma once
// What explicit Runge-Kutta methods share: k_i = F(theta + h sum_{j<i} a_ij k_j). The methods differ in their numbers.

#include <initializer_list>

#include "paribus/flow/optimizer.hpp"

namespace paribus {

/// Weights of the stages k_0, k_1, ...; shorter than the number of stages if the last ones have weight 0.
using Weights = std::span<const double>;

/// The stages of one step: k_i is scratch.at(i), i < most; scratch.at(most) is where the next one is evaluated.
class Stages {
 public:
  Stages(View theta, Field& field, const Draw& draw, double h, std::size_t most, Scratch& scratch)
      : theta_{theta}, field_{field}, draw_{draw}, h_{h}, point_{most}, scratch_{scratch} {}
  /// out[P] = start + h sum_j w_j k_j, summed in the order of j. `out` may be `start`.
  void combine(View start, Weights, Span out) const;
  /// sum_j w_j k_j
  void combine(Weights, Span out) const;
  /// k_i = F(theta + h sum_j a_j k_j); returns the potential there.
  double evaluate(std::size_t i, Weights a);
  /// Stages 1, 2, ... from the rows of a lower triangle, one after the other: row i has i numbers. Returns the
  /// potential at the last point.
  double evaluate_all(Weights triangle, std::size_t stages);
  Span k(std::size_t i) const { return scratch_.at(i); }
  Span point() const { return scratch_.at(point_); }  ///< the last point that was evaluated
  int evaluations() const { return evaluations_; }

 private:
  View theta_;
  Field& field_;
  const Draw& draw_;
  double h_;
  std::size_t point_;
  Scratch& scratch_;
  int evaluations_ = 0;
};

}  // namespace paribus
