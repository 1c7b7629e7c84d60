#include "paribus/math/lloyd.hpp"

#include <limits>

namespace paribus {

template <class T>
Clusters lloyd(const PointBlocks<T>& x, Matrix start, std::uint64_t iterations) {
  constexpr std::uint32_t nobody = std::numeric_limits<std::uint32_t>::max();
  Clusters c{std::move(start), std::vector<std::uint32_t>(x.size(), nobody), 0, 0, false};
  while (c.iterations < iterations) {
    const ClusterSums s = assign_and_sum(x, c.centroids, std::span{c.labels});
    ++c.iterations;
    c.settled = s.changed == 0;
    if (c.settled) break;
    for (std::size_t j = 0; j < c.centroids.rows; ++j)
      for (std::size_t k = 0; k < c.centroids.columns && s.counts[j] > 0; ++k)
        c.centroids(j, k) = x.origin()[k] + s.sums(j, k) / static_cast<double>(s.counts[j]);
  }
  if (!c.settled) assign(x, c.centroids, std::span{c.labels});
  c.inertia = inertia<T>(x, c.centroids, c.labels);
  return c;
}

template Clusters lloyd(const PointBlocks<float>&, Matrix, std::uint64_t);
template Clusters lloyd(const PointBlocks<double>&, Matrix, std::uint64_t);

}  // namespace paribus
