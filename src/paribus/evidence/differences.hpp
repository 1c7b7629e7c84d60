#pragma once
// What every judge asks of the paired differences before it judges them.

#include <limits>
#include <string>

#include "paribus/evidence/judge.hpp"
#include "paribus/math/distribution.hpp"

namespace paribus {

/// The number of blocks. Throws Error on an empty family, fewer than two blocks, or comparisons of unequal length.
std::size_t blocks(std::span<const Comparison>);

struct Summary {
  double mean = 0, deviation = 0;   ///< of the differences; deviation with n - 1
  bool finite = true;               ///< every difference is a number
  bool constant = false;            ///< all equal up to rounding: no spread to measure an error by
};
Summary summary(View differences);

/// n differences that are all equal have no spread to measure an error by. What is left is the exact sign test: 2 chances in
/// 2^n that all fall on one side of their median. A few ties alone are no equality.
double chance_of_equals(std::size_t n);

/// The verdict on copies: what one run gave is known, and nothing of how another would differ. `why` ends its assumption.
Verdict of_copies(Verdict, double effect, const std::string& why);

inline constexpr Interval everything{-std::numeric_limits<double>::infinity(), std::numeric_limits<double>::infinity()};

}  // namespace paribus
