#pragma once
// What one core could do at most: fused multiply-adds that touch registers only.

namespace bench {

/// FLOP/s over about one millisecond, in the instruction set that the kernels use.
double peak(bool float64);

}  // namespace bench
