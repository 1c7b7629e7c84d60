#include "paribus/math/powers.hpp"

#include "paribus/math/double_double.hpp"

namespace paribus {

Powers powers(const Matrix& x, std::size_t degree) {
  Powers out{Matrix(x.rows, x.columns * degree), Matrix(x.rows, x.columns * degree)};
  for (std::size_t i = 0; i < x.rows; ++i)
    for (std::size_t j = 0; j < x.columns; ++j) {
      DoubleDouble p{1};
      for (std::size_t k = 0; k < degree; ++k) {
        p = p * DoubleDouble{x(i, j)};
        out.high(i, j * degree + k) = p.high, out.low(i, j * degree + k) = p.low;
      }
    }
  return out;
}

}  // namespace paribus
