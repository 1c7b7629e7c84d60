#pragma once
// A step length for a descent direction, from values and slopes: f(a) = L(theta + a p), slope(a) = grad L . p.
//
// Wanted are the strong Wolfe conditions
//   f(a) <= f(0) + c1 a slope(0),   |slope(a)| <= c2 |slope(0)|
// found as by Nocedal & Wright (Numerical Optimization, 2006, section 3.5): widen until a minimum is bracketed, then
// close in on it by cubic interpolation, with More & Thuente's (1994) bounds on how far one trial may go.
//
// Close to a minimum the values no longer tell points apart, but slopes do. Where |f(a) - f(0)| <= slack, the first
// condition is therefore also met by slope(a) <= (2 c1 - 1) slope(0), which is the same on a parabola ("approximate
// Wolfe": Hager & Zhang 2005).

#include "paribus/base/settings.hpp"

namespace paribus {

class LineSearch {
 public:
  struct Rules { double c1, c2, slack; };
  LineSearch(double value, double slope, double first, Rules);  ///< at a = 0, slope < 0; the first a to try
  double trial() const { return trial_; }                       ///< where to evaluate next
  enum class Answer { accept, go_on, stuck };
  Answer tell(double value, double slope);                      ///< what was found there
  double best() const { return low_.value < start_.value ? low_.a : 0; }  ///< the lowest place so far; 0: none

 private:
  struct Point { double a, value, slope; };
  bool lower(const Point&) const;
  double cubic(const Point&, const Point&) const;
  double between();
  double beyond() const;

  Rules rules_;
  Point start_, low_, high_, before_;  ///< low_: the best; high_: the bracket's other end; before_: the low_ before
  double trial_;
  bool bracketed_ = false;
  double width_ = infinity, wider_ = infinity;  ///< of the bracket one and two trials ago
};

}  // namespace paribus
