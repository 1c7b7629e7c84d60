#pragma once
// Accepts or refuses a step by its estimated error, and says how long the next one may be.

#include "paribus/flow/integrator.hpp"

namespace paribus {

/// Proportional-integral control (Gustafsson 1991; Hairer & Wanner, Solving Ordinary Differential Equations II, 1996,
/// IV.2):  h <- h * safety * e^-(1/q - 3/4 b) * e_before^b,  within [shrink, grow], where the estimate e ~ h^q is in
/// units of the tolerance. After a refusal the step does not grow. Its memory is in the first scalars of a phase.
class StepControl {
 public:
  struct Rule { double q, b, shrink, grow; };
  StepControl(const Settings&, Rule);
  enum Scalar : std::size_t { error, before, refused, known, loss, scalars };

  double rtol() const { return adaptive_ ? rtol_ : 0; }
  double atol() const { return adaptive_ ? atol_ : 0; }
  bool adaptive() const { return adaptive_; }

  /// sqrt(mean_i (d_i / (atol + rtol max(|a_i|, |b_i|)))^2); a step of fixed length is measured all the same.
  double norm(View d, View a, View b) const;
  /// Sets accepted and next_h of what is reported of a step of length h.
  void judge(Phase&, double h, double estimate, Stepped&) const;

 private:
  Rule rule_;
  bool adaptive_;
  double rtol_, atol_;
};

/// F at the phase's theta into `out`, from that slot if the last step left it there. It does so while the draw is the
/// same at every step (all rows, no chance): then the last stage of one step is the first of the next.
double first_stage(Phase&, Field&, const Draw&, Span out, int& evaluations, std::size_t slot = 0);
/// Leaves F and the potential at the phase's new theta for the next step.
void keep_stage(Phase&, const Draw&, View f, double loss, std::size_t slot = 0);

}  // namespace paribus
