#pragma once
// The design that is solved: the given one where it lies, or a copy of it without dependent columns, or with powers of
// two taken out of columns and target where squares would leave the range of doubles.

#include "paribus/math/refined_least_squares.hpp"

namespace paribus {

class WorkingDesign {
 public:
  /// Throws Error as refined_least_squares does.
  WorkingDesign(const LinearDesign&, View y);
  TwofoldRows x;
  View y, weight;
  bool intercept;

  /// Squares or target are far from 1. Throws Error if a number of x is none.
  bool needs_scaling(const Scatter&, View origin) const;
  void scale();
  void leave_out(const std::vector<std::size_t>& dependent);   ///< numbered as in x now
  /// Coefficients and what follows from them, in the given units and numbered as given.
  void give_back(DoubleDouble b0, const DoubleDoubles& b, RefinedFit&) const;

 private:
  void copy();
  const LinearDesign& given_;
  View given_y_;
  std::vector<std::size_t> kept_;
  std::vector<int> power_;        // x = given x / 2^power, of every given column
  int y_power_ = 0;
  bool scaled_ = false;
  Vector high_, low_, own_y_;
};

}  // namespace paribus
