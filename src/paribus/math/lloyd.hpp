#pragma once
// Lloyd's algorithm for k-means.

#include "paribus/math/nearest.hpp"

namespace paribus {

struct Clusters {
  Matrix centroids;                   ///< k x d
  std::vector<std::uint32_t> labels;  ///< the nearest centroid of each point
  double inertia = 0;                 ///< sum of squared distances to it
  std::uint64_t iterations = 0;       ///< passes over the points, with the one that changed no label
  bool settled = false;               ///< it was met, and the centroids are the means of their points; or the tolerance was
};

/// Repeats: every point to its nearest centroid, every centroid to the mean of its points; at most `iterations` times,
/// or until the squares of all moves of centroids sum to no more than `tolerance` > 0. A centroid without points takes
/// the point that lies farthest from its own, if that one has others (the first of equals); where every point lies on
/// its centroid, it stays where it is. The inertia never rises, but for rounding. (Lloyd 1982)
template <class T>
Clusters lloyd(const PointBlocks<T>&, Matrix start, std::uint64_t iterations, double tolerance = 0);

}  // namespace paribus
