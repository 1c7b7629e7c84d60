#pragma once
// What the instruction sets do differently: nearest.cpp fills one table per set and takes the one of target().

#include <algorithm>
#include <cstdint>

#include "paribus/math/kernel.hpp"

namespace paribus::kernel::nearest {

template <class T>
inline constexpr std::size_t block = panel<T>;  ///< points of a block

/// Centroids come in groups of at most `most`; what is left over is halved rather than left thin. A group is stored
/// coordinate by coordinate, one group after the other.
constexpr std::size_t next_group(std::size_t left, std::size_t most) {
  return left < 2 * most && left > most ? (left + 1) / 2 : std::min(left, most);
}

template <class T>
struct Table {
  std::size_t most;  ///< of a group
  /// label and least v for whole blocks of points x; c: grouped centroids; half: |c|^2 / 2.
  void (*assign)(const T* x, std::size_t blocks, std::size_t d, const T* c, const T* half, std::size_t k,
                 std::uint32_t* label, T* value);
  /// out[j * stride + i] = min(before[i], |point i - seed j|^2) for the points of one block, squares summed by fused
  /// multiply-adds in the order of the coordinates; what is no number is not less.
  void (*nearer)(const T* x, std::size_t d, const T* seeds, std::size_t count, const T* before, T* out, std::size_t stride);
  /// sums[label] += point, for the points of one block in their order.
  void (*add_up)(const T* x, std::size_t d, const std::uint32_t* label, double* sums);
};

template <class T>
const Table<T>& table();  ///< of target()

}  // namespace paribus::kernel::nearest
