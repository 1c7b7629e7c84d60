#pragma once
// Cells sorted into groups, and the variance between the groups' means.

#include <cstdint>
#include <vector>

#include "paribus/math/matrix.hpp"

namespace paribus {

/// Which group each cell belongs to: the levels of a factor, or of a pair of factors.
struct Grouping {
  std::vector<std::uint32_t> of;   ///< one per cell
  std::size_t groups = 0;
};
Grouping joint(const Grouping& a, const Grouping& b);   ///< group = group of a, group of b

/// means(group, replicate) of y(cell, replicate), and the share of cells in each group.
struct GroupMeans {
  Matrix means;
  Vector share;
};
GroupMeans group_means(const Matrix& y, const Grouping&);

/// sum over groups of share (mean - grand mean)^2, where replicate r counts with weight[r] (sum 1).
double between(const GroupMeans&, View weight);

/// The variance of all responses, where replicate r counts with weight[r].
class TotalVariance {
 public:
  explicit TotalVariance(const Matrix& y);
  double operator()(View weight) const;

 private:
  Vector mean_, square_;   ///< of y and y^2 over the cells, per replicate
};

/// All weights equal.
Vector equal_weights(std::size_t n);

/// y less its grand mean: variances of numbers near 10^12 must not drown in rounding.
Matrix centered(Matrix y);

}  // namespace paribus
