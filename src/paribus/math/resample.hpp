#pragma once
// Quantiles and resampling.

#include "paribus/base/random.hpp"
#include "paribus/math/matrix.hpp"

namespace paribus {

/// The q-quantile, linear between order statistics (Hyndman & Fan 1996, type 7). NaN when empty.
double quantile(Vector values, double q);

/// n row numbers drawn with replacement.
std::vector<std::uint32_t> bootstrap_rows(std::uint32_t n, Stream&);

/// Each column in an order of its own: the same numbers, and no relation between columns but by chance.
Matrix shuffled_columns(const Matrix&, Stream&);

}  // namespace paribus
