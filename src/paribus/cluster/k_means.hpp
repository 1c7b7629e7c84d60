#pragma once
// k-means: k centers that leave the least sum of squared distances of points to the nearest, the inertia. Nobody finds
// the least for sure in reasonable time; so: greedy k-means++, then Lloyd's algorithm, several times, and the best kept.

#include "paribus/base/random.hpp"
#include "paribus/math/lloyd.hpp"

namespace paribus {

struct KMeansRules {
  std::size_t restarts = 10;         ///< seedings, the best of which is kept (the first of equals)
  std::uint64_t iterations = 300;    ///< of Lloyd's algorithm, at most
  double tolerance = 0;              ///< it also ends when the centers move by no more than this share of the mean variance of a coordinate
  std::size_t candidates = 0;        ///< of each seed; 0: 2 + ln k; 1: plain k-means++
};

/// 1 <= k <= n. Restart r draws from stream.at(r): more restarts begin with the same ones.
template <class T>
Clusters k_means(const PointBlocks<T>&, std::size_t k, const KMeansRules&, const StreamName&);

}  // namespace paribus
