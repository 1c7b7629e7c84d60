#pragma once
// Normal deviates with the same bits everywhere.

#include "paribus/base/random.hpp"
#include "paribus/math/matrix.hpp"

namespace paribus {

/// Fills `out` with independent N(0, 1) by Box & Muller 1958 (pairs: one logarithm, one angle).
void fill_normal(Stream&, Span out);

}  // namespace paribus
