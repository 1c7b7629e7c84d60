#pragma once
// Finds the places where a field bends, from the steps that an adaptive integrator refuses there.

#include <limits>
#include <vector>

#include "paribus/flow/solve.hpp"

namespace paribus {

/// The criterion. A step is tried only if the estimate before promised that it would be accepted; if it is refused all
/// the same, the method had a wrong idea of the field. On a smooth field the idea is a little wrong, and a somewhat
/// shorter step will do. Where F bends, a step of length h errs by h^2 (by h, where F jumps) in place of h^(order + 1),
/// and steps must become far shorter until one may cross the bend, after which they grow again. So
///   a kink is where the first step refused was more than `dip` times as long as the shortest one accepted
///   before the end of all the steps refused there was passed.
/// Over the smooth problems of tests/flow/solve_kinks.cpp the ratio stays below 7 for tolerances of 1e-6 and less (an
/// orbit of eccentricity 0.9 is the worst), while it grows without bound over a bend as the tolerance falls: about like
/// tol^-0.3 for dopri5 and tol^-0.4 for dop853, and faster over jumps. At looser tolerances steps are so long that a
/// smooth field looks bent, hence nothing is claimed there.
class KinkWatch {
 public:
  static constexpr double dip = 10, loosest = 1e-6;
  explicit KinkWatch(const Trust& trust) : watches_{trust.adaptive() && trust.rtol <= loosest} {}
  /// A step of length h tried at time t. `cut`: the end of the course, not the method, made it so short.
  void tell(double t, double h, double estimate, bool accepted, bool cut);
  const std::vector<Kink>& kinks() const { return kinks_; }

 private:
  bool watches_, open_ = false;
  double first_ = 0, shortest_ = 0;  // lengths of the first step refused and of the shortest accepted since
  double from_ = 0, to_ = 0;         // what all the refused steps share: there it bends
  std::vector<Kink> kinks_;
};

}  // namespace paribus
