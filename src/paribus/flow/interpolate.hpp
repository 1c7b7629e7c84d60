#pragma once
// The path across one step, so that a value can be had between the points that an integrator lands on.
//
//   theta(s) = r0 + s (r1 + (1 - s) (r2 + s (r3 + (1 - s) (r4 + ...)))),   s in [0, 1]
//
// Two terms are the straight line, four the cubic through values and slopes of both ends (Hermite); each method that
// knows more adds terms to those (Hairer, Norsett & Wanner, Solving Ordinary Differential Equations I, 1993, II.6).

#include "paribus/math/matrix.hpp"

namespace paribus {

class Interpolant {
 public:
  /// theta(s) of the straight line from `before` to `after` (each P numbers).
  void line(View before, View after);
  /// The cubic whose derivative with respect to time is `f0` at s = 0 and `f1` at s = 1, h the length of the step.
  void cubic(View before, View after, View f0, View f1, double h);
  /// One term more, P zeros to be filled.
  Span add();
  /// out[P] = theta(s); s = 0 gives `before` to the bit, s = 1 gives `after` to rounding.
  void at(double s, Span out) const;

 private:
  std::vector<Vector> terms_;  // those in use come first; kept between steps so that no step allocates
  std::size_t used_ = 0;
};

}  // namespace paribus
