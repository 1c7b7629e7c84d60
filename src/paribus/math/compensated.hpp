#pragma once
// Products of a tall matrix with vectors, in double-double: what iterative refinement asks of the data. A row of the
// matrix is high_i + low_i (no `low`: high_i alone, exactly).
//
// Every sum is compensated: its terms are split exactly into product and error, the additions of the products lose
// nothing (two_sum), and what was left over is summed beside them. The result is that of twice the working precision,
// rounded once (Ogita, Rump & Oishi 2005, Dot2). The same bits for every instruction set: along a row 8 virtual
// lanes, folded in halves; down a column one chain.

#include "paribus/math/double_double.hpp"
#include "paribus/math/matrix.hpp"

namespace paribus {

/// n numbers of twice the digits.
struct DoubleDoubles {
  Vector high, low;
  DoubleDoubles() = default;
  explicit DoubleDoubles(std::size_t n) : high(n), low(n) {}
  std::size_t size() const { return high.size(); }
  DoubleDouble operator[](std::size_t i) const { return {high[i], low[i]}; }
  void set(std::size_t i, DoubleDouble v) { high[i] = v.high, low[i] = v.low; }
};

/// Some rows of a matrix of `columns` columns, row-major without padding.
struct TwofoldRows {
  const double* high;
  const double* low;   ///< or nothing
  std::size_t rows, columns;
  TwofoldRows part(std::size_t from, std::size_t count) const {
    return {high + from * columns, low ? low + from * columns : nullptr, count, columns};
  }
};

/// r_i = start_i - x_i b for each row; r has x.rows numbers, `start` may be r itself.
void subtract_product(TwofoldRows x, const DoubleDoubles& b, const DoubleDouble* start, DoubleDouble* r);
/// g_j += sum_i x_ij r_i; g has x.columns numbers. A long sum is handed in in pieces; its bits do not tell which.
void add_transposed(TwofoldRows x, const DoubleDouble* r, DoubleDoubles& g);

}  // namespace paribus
