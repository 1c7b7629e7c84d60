#pragma once
// The numbers of the house: flat vectors of double and row-major matrices. No matrix library in any header.

#include <cstddef>
#include <span>
#include <vector>

namespace paribus {

using Vector = std::vector<double>;
using View = std::span<const double>;  ///< read
using Span = std::span<double>;        ///< write

/// What a part computes or remembers in. Interfaces speak double whichever it is.
enum class Precision { float32, float64 };

/// rows x columns, row-major, no padding.
struct Matrix {
  std::size_t rows = 0, columns = 0;
  Vector values;
  Matrix() = default;
  Matrix(std::size_t r, std::size_t c, double fill = 0) : rows{r}, columns{c}, values(r * c, fill) {}
  double& operator()(std::size_t i, std::size_t j) { return values[i * columns + j]; }
  double operator()(std::size_t i, std::size_t j) const { return values[i * columns + j]; }
  Span row(std::size_t i) { return {values.data() + i * columns, columns}; }
  View row(std::size_t i) const { return {values.data() + i * columns, columns}; }
};

}  // namespace paribus
