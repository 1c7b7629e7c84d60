#pragma once
// Lloyd's algorithm for k-means.

#include "paribus/math/nearest.hpp"

namespace paribus {

struct Clusters {
  Matrix centroids;                   ///< k x d
  std::vector<std::uint32_t> labels;  ///< the nearest centroid of each point
  double inertia;                     ///< sum of squared distances to it
  std::uint64_t iterations;           ///< passes over the points, with the one that changed no label
  bool settled;                       ///< it was met: the centroids are the means of their points
};

/// Repeats: every point to its nearest centroid, every centroid to the mean of its points; at most `iterations` times.
/// A centroid without points stays where it is. The inertia never rises, but for rounding. (Lloyd 1982)
template <class T>
Clusters lloyd(const PointBlocks<T>&, Matrix start, std::uint64_t iterations);

}  // namespace paribus
