#pragma once
// Second moments of the rows of a matrix about a point: the d (d + 1) / 2 inner products of its columns, n d^2
// operations, at the speed of the processor's multiply-adds. What the normal equations, principal components and
// weighted least squares begin with.
//
// The same bits for every instruction set: rows come in blocks of scatter_rows; inside a block each product of two
// columns is ONE chain of fused multiply-adds in the order of the rows, from 0; the blocks are added in order.

#include "paribus/math/kernel.hpp"

namespace paribus {

inline constexpr std::size_t scatter_rows = 128;

struct Scatter {
  Matrix products;     ///< d x d, symmetric to the bit: sum over rows i of w_i u_i u_i^T, u_i = x_i - origin
  Vector sums;         ///< d: sum of w_i u_i
  double weight = 0;   ///< sum of w_i; n without weights
};

/// Empty `origin`: 0. Empty `weight`: 1 for every row; else n numbers. (w_i u_ij is rounded before it meets u_ik.)
Scatter scatter(Rows<const double> x, View origin = {}, View weight = {});
inline Scatter scatter(const Matrix& x, View origin = {}, View weight = {}) {
  return scatter(Rows<const double>{x.values.data(), x.rows, x.columns, x.columns}, origin, weight);
}

}  // namespace paribus
