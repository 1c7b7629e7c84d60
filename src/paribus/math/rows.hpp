#pragma once
// Some rows of a matrix.

#include <algorithm>

#include "paribus/math/matrix.hpp"

namespace paribus {

/// The rows of x of these numbers (each below x.rows), in their order.
template <class Numbers>
Matrix rows_of(const Matrix& x, const Numbers& numbers) {
  Matrix out(numbers.size(), x.columns);
  for (std::size_t i = 0; i < numbers.size(); ++i) std::ranges::copy(x.row(numbers[i]), out.row(i).begin());
  return out;
}

}  // namespace paribus
