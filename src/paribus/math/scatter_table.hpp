#pragma once
// What the instruction sets do differently: scatter.cpp fills one table per set and takes the one of target().

#include "paribus/math/kernel.hpp"

namespace paribus::kernel::scatter {

inline constexpr std::size_t block = panel<double>;  ///< columns of a packed panel, 16: stored row by row

struct Table {
  /// c[i * stride + j] += sum_k a[k * block + i] b[k * block + j] for i, j < block: chains from 0, then added.
  void (*add_product)(const double* a, const double* b, std::size_t rows, double* c, std::size_t stride);
  /// out[k * block + j] = x[k * stride + j] - origin[j] for j < block.
  void (*pack)(const double* x, std::size_t stride, std::size_t rows, const double* origin, double* out);
};
const Table& table();  ///< of target()

}  // namespace paribus::kernel::scatter
