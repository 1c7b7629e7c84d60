#pragma once
// Numbers for kernel tests: no order, no symmetry, the same everywhere.

#include <cstdint>

#include "paribus/math/kernel.hpp"

namespace paribus::twin {

/// Sizes around every edge: one, the vectors of both instruction sets, panels, tiles, blocks.
inline constexpr std::size_t sizes[] = {1, 2, 3, 7, 8, 9, 15, 16, 17, 31, 32, 33, 63, 64, 65, 127, 128, 129};

struct Noise {
  std::uint64_t state;
  double operator()() {  // in (-1, 1)
    state = state * 6364136223846793005u + 1442695040888963407u;
    return static_cast<double>(static_cast<std::int64_t>(state)) / 9223372036854775808.0;
  }
};

/// rows x columns of noise in the kernels' stride; the pads hold `pad`, which no result may depend on.
template <class T>
struct Block {
  Block(std::size_t n, std::size_t k, std::uint64_t seed, T pad = T(0))
      : values(n * kernel::stride<T>(k), pad), rows{values.data(), n, k, kernel::stride<T>(k)} {
    Noise noise{seed};
    for (std::size_t i = 0; i < n; ++i)
      for (std::size_t j = 0; j < k; ++j) rows[i][j] = static_cast<T>(noise());
  }
  Block(const Block&) = delete;
  operator Rows<const T>() const { return rows; }
  kernel::Buffer<T> values;
  Rows<T> rows;
};

}  // namespace paribus::twin
