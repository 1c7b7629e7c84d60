#pragma once
// The k rows of a table that lie nearest to a point, exactly, by Euclidean distance.
//
// Both searches give the same bits: whatever they skip, they rank what is left by (|q - x|^2, row), the square being a
// sum over the coordinates in order. So ties go to the lowest row.

#include <cstdint>
#include <memory>
#include <vector>

#include "paribus/math/matrix.hpp"

namespace paribus {

struct Neighbor {
  double squared;      ///< |q - x|^2
  std::uint32_t row;
  auto operator<=>(const Neighbor&) const = default;
};

class Neighbors {
 public:
  virtual ~Neighbors() = default;
  /// For each row of q, its k nearest rows of the table, nearest first: q.rows * k of them. 1 <= k <= rows of the table,
  /// and q has its columns.
  virtual std::vector<Neighbor> nearest(const Matrix& q, std::size_t k) const = 0;
};

/// By products of q with all rows: n d steps for each query, at the speed of a matrix product. For many columns.
/// All numbers finite, at least one row; `x` must outlive it.
std::unique_ptr<Neighbors> brute_neighbors(const Matrix& x);

/// By a kd-tree (Friedman, Bentley & Finkel 1977): about log n steps for each query while there are few columns; with
/// many, every box is near and all rows are visited. All numbers finite, at least one row; `x` must outlive it.
std::unique_ptr<Neighbors> tree_neighbors(const Matrix& x);

/// |a - b|^2, coordinates in order.
inline double squared_distance(View a, View b) {
  double s = 0;
  for (std::size_t j = 0; j < a.size(); ++j) s += (a[j] - b[j]) * (a[j] - b[j]);
  return s;
}

}  // namespace paribus
