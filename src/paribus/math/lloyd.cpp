#include "paribus/math/lloyd.hpp"

#include <limits>

namespace paribus {
namespace {

template <class T>
void fill_empty(const PointBlocks<T>& x, const Matrix& centroids, ClusterSums& s, std::span<std::uint32_t> labels) {
  Vector squared;
  for (std::uint32_t j = 0; j < centroids.rows; ++j) {
    if (s.counts[j] > 0) continue;
    if (squared.empty()) squared = squared_distances<T>(x, centroids, labels);
    std::size_t farthest = x.size();
    for (std::size_t i = 0; i < x.size(); ++i)
      if (s.counts[labels[i]] > 1 && squared[i] > (farthest < x.size() ? squared[farthest] : 0)) farthest = i;
    if (farthest == x.size()) return;
    --s.counts[labels[farthest]], ++s.counts[j];
    for (std::size_t k = 0; k < x.dimension(); ++k) {
      const double u = static_cast<double>(x(farthest, k));
      s.sums(labels[farthest], k) -= u, s.sums(j, k) = u;
    }
    labels[farthest] = j, squared[farthest] = 0;
  }
}

}  // namespace

template <class T>
Clusters lloyd(const PointBlocks<T>& x, Matrix start, std::uint64_t iterations, double tolerance) {
  constexpr std::uint32_t nobody = std::numeric_limits<std::uint32_t>::max();
  Clusters c{std::move(start), std::vector<std::uint32_t>(x.size(), nobody), 0, 0, false};
  bool stands = false;   // no label has changed
  ClusterSums s{{}, {}, x.size()};
  while (c.iterations < iterations && !c.settled) {
    // Anew now and then, so that no sum carries what rounding left of points that have gone.
    if (s.changed > x.size() / 4 || c.iterations % 16 == 0) s = assign_and_sum(x, c.centroids, std::span{c.labels});
    else assign_and_move(x, c.centroids, std::span{c.labels}, s);
    ++c.iterations;
    if ((stands = c.settled = s.changed == 0)) break;
    fill_empty(x, c.centroids, s, c.labels);
    double moved = 0;
    for (std::size_t j = 0; j < c.centroids.rows; ++j)
      for (std::size_t k = 0; k < c.centroids.columns && s.counts[j] > 0; ++k) {
        const double mean = x.origin()[k] + s.sums(j, k) / static_cast<double>(s.counts[j]), u = mean - c.centroids(j, k);
        moved += u * u;
        c.centroids(j, k) = mean;
      }
    c.settled = tolerance > 0 && moved <= tolerance;
  }
  if (!stands) assign(x, c.centroids, std::span{c.labels});
  c.inertia = inertia<T>(x, c.centroids, c.labels);
  return c;
}

template Clusters lloyd(const PointBlocks<float>&, Matrix, std::uint64_t, double);
template Clusters lloyd(const PointBlocks<double>&, Matrix, std::uint64_t, double);

}  // namespace paribus
