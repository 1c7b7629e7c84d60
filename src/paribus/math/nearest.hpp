#pragma once
// The nearest of k centroids for each of n points, and the sums that move the centroids: the inner loop of k-means.
//
//   |x - c|^2 = |x|^2 + 2 v,   v = |c|^2 / 2 - x.c
//
// so the nearest centroid has the least v, and v is ONE chain of fused multiply-adds in T that starts from |c|^2 / 2
// and goes on in the order of the coordinates: the same bits on every instruction set. A tie goes to the lowest index.
//
// Accuracy: v carries an error of about d eps |x| |c|, which swamps differences of distances when the data lie far
// from 0 for their spread. Hence points are packed less an origin, which ought to lie in their middle (origin_of).
// The sums and the inertia do not pass through v: they are float64 sums over the packed points.
//
// A point with a NaN gets label 0 and a distance that is NaN; in a sum or an inertia it stays one and is seen.
// A centroid with a NaN is nobody's nearest.

#include <cstdint>
#include <span>
#include <vector>

#include "paribus/math/kernel.hpp"
#include "paribus/math/matrix.hpp"

namespace paribus {

/// The mean of each column of x, rounded to an eighth of the power of two below the standard deviation: near enough to
/// the middle, and counts, pixels and other short binary numbers stay exact less it, so that ties stay ties. What is
/// not finite counts as the first row.
Vector origin_of(const Matrix& x);

/// n points of d coordinates, packed once and read often: T(x - origin), in blocks of a panel's points (32 float,
/// 16 double), each block stored coordinate by coordinate; the last block is filled up with zeros.
template <class T>
class PointBlocks {
 public:
  PointBlocks(const Matrix& x, View origin);
  std::size_t size() const { return size_; }
  std::size_t dimension() const { return origin_.size(); }
  std::size_t blocks() const { return (size_ + kernel::panel<T> - 1) / kernel::panel<T>; }
  View origin() const { return origin_; }
  const T* block(std::size_t b) const { return values_.data() + b * dimension() * kernel::panel<T>; }
  T operator()(std::size_t i, std::size_t k) const {
    return block(i / kernel::panel<T>)[k * kernel::panel<T> + i % kernel::panel<T>];
  }

 private:
  std::size_t size_;
  Vector origin_;
  kernel::Buffer<T> values_;
};

/// Rows of `centroids` (k x d, at least one) are points as x was, origin and all. labels[n]: the nearest to each.
/// squared[n], if wanted: |x|^2 + 2 v, but not below 0.
template <class T>
void assign(const PointBlocks<T>&, const Matrix& centroids, std::span<std::uint32_t> labels, Span squared = {});

struct ClusterSums {
  Matrix sums;                        ///< k x d: of the points less the origin
  std::vector<std::uint64_t> counts;
  std::uint64_t changed = 0;          ///< labels that are not those handed in
};

/// assign, and in the same pass the sums of the points of each label in float64: points in order within each of at
/// most 32 shards (as many as the number of points demands), then shards in order.
template <class T>
ClusterSums assign_and_sum(const PointBlocks<T>&, const Matrix& centroids, std::span<std::uint32_t> labels);

/// assign, and the sums that belonged to the labels handed in become those of the new ones: points that changed, in
/// their order, are taken from one and put to another. Cheaper by far where few change, and rounds as often as they do.
template <class T>
void assign_and_move(const PointBlocks<T>&, const Matrix& centroids, std::span<std::uint32_t> labels, ClusterSums&);

/// |x - c|^2 of each point, c the centroid of its label; differences, squares and sums in float64.
template <class T>
Vector squared_distances(const PointBlocks<T>&, const Matrix& centroids, std::span<const std::uint32_t> labels);
/// The sum of these.
template <class T>
double inertia(const PointBlocks<T>&, const Matrix& centroids, std::span<const std::uint32_t> labels);

/// out[j * stride + i] = min(before[i], |point i - seed j|^2), i < kernel::panel<T>, for the points of block b and `count`
/// seeds less the origin, d numbers each: squares summed by fused multiply-adds in the order of the coordinates. What
/// is no number is not less. `before` and `out` do not overlap.
template <class T>
void nearer(const PointBlocks<T>&, std::size_t b, const T* seeds, std::size_t count, const T* before, T* out, std::size_t stride);

}  // namespace paribus
