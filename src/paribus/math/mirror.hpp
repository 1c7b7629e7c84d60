#pragma once
// A second place for theta: an optimizer's pass has every new number in a register, and can leave it there rounded to
// float32 and packed for a product, so that the next step need not read all of theta again to pack it.

#include "paribus/math/kernel.hpp"

namespace paribus::kernel {

struct Mirror {
  /// Weights rows x columns at theta[offset ..]; offset and columns are multiples of panel<float>.
  struct Block { std::size_t offset, rows, columns; float* panels; };
  std::vector<Block> blocks;    ///< apart, ascending
  bool open = false;            ///< whoever moves theta now is the only one who does
  const double* of = nullptr;   ///< the theta that the panels hold, or none
};

/// As adam of kernel.hpp, to the bit; what the mirror's blocks name goes there as well (null: nothing; for double it is null).
template <class T>
double adam(const AdamStep&, std::span<T> f, std::span<T> m, std::span<T> v, Span theta, const Mirror*);

}  // namespace paribus::kernel
