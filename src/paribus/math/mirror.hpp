#pragma once
// A second place for theta. What an optimizer in float32 needs of a weight is the float32 that the next product will read,
// packed, and what rounding left of it: theta = high + low, two float32 that hold 48 bits. A step that moves them where the
// product finds the one and the next step the other leaves theta itself alone, and nothing is converted or packed.

#include "paribus/math/kernel.hpp"

namespace paribus::kernel {

struct Mirror {
  /// Weights rows x columns at theta[offset ..]; offset and columns are multiples of panel<float>. The panels hold `high`.
  struct Block { std::size_t offset, rows, columns; float* panels; };
  std::vector<Block> blocks;    ///< apart, ascending
  bool open = false;            ///< steps may leave theta behind: who runs them settles it before anybody reads it
  const double* of = nullptr;   ///< the theta that is behind: high and low hold what it should be. None: nothing is behind
};

/// A mirror and what goes with it: low[P], of which the blocks' places are used.
struct Pairs {
  Mirror& mirror;
  std::span<float> low;
};

/// high and low from theta. Where low is what `join` made theta of, it stays as it is: theta may have lost its last bits.
void split(View theta, const Pairs&);
/// theta = high + low, rounded to float64; then nothing is behind. After a step theta rounded to float32 is high, so that
/// `split` finds the same pairs again: to the bit above 1e-30, where nothing of the sum of two is a denormal number.
void join(const Pairs&, Span theta);

}  // namespace paribus::kernel
