#pragma once
// Float64 matrices as the products of kernel.hpp want them: rows aligned and padded, right-hand sides packed once.

#include "paribus/math/kernel.hpp"

namespace paribus {

/// rows x columns, aligned and padded.
struct AlignedRows {
  AlignedRows(std::size_t r, std::size_t c) : values(r * kernel::stride<double>(c)), rows{values.data(), r, c, kernel::stride<double>(c)} {}
  Rows<double> first(std::size_t n) const { return {rows.data, n, rows.columns, rows.stride}; }
  kernel::Buffer<double> values;
  Rows<double> rows;
};

/// The right-hand side of products.
struct PackedFactor {
  explicit PackedFactor(const Matrix& m) : values(kernel::panel_size<double>(m.rows, m.columns)), panels{values.data(), m.rows, m.columns} {
    kernel::pack(m.values.data(), m.rows, m.columns, panels);
  }
  kernel::Buffer<double> values;
  kernel::Panels<double> panels;
};

/// out = a b: each number one chain of fused multiply-adds in the order of a's columns, so a row's result knows no other row.
inline void multiply(Rows<const double> a, const PackedFactor& b, Rows<double> out) {
  const kernel::Buffer<double> zero(kernel::padded<double>(b.panels.columns));
  kernel::product<double>(a, b.panels, {zero.data(), 0}, kernel::Activation::identity, out);
}

inline Matrix transposed(const Matrix& a) {
  Matrix t(a.columns, a.rows);
  for (std::size_t i = 0; i < a.rows; ++i)
    for (std::size_t j = 0; j < a.columns; ++j) t(j, i) = a(i, j);
  return t;
}

}  // namespace paribus
