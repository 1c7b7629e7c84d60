#pragma once
// What every judge asks of the paired differences before it judges them.

#include <limits>

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

inline constexpr Interval everything{-std::numeric_limits<double>::infinity(), std::numeric_limits<double>::infinity()};

}  // namespace paribus
