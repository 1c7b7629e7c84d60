// k-means. Its inner loop: 50 of Lloyd's iterations from given centers, 64 clusters, 500,000 points in 16 dimensions; and
// a whole fit with its seeding, until the centers rest. Packing the points is part of the time, as checking and centering
// them is part of a peer's.
#include <algorithm>

#include "../samples.hpp"
#include "../work.hpp"
#include "paribus/cluster/k_means.hpp"

namespace bench::works {
namespace {

paribus::Matrix matrix(const std::string& name, std::size_t rows, std::size_t columns) {
  const auto numbers = bench::numbers<float>(name, rows * columns);
  paribus::Matrix out(numbers.size() / columns, columns);
  std::copy_n(numbers.begin(), out.values.size(), out.values.begin());
  return out;
}

template <class T, class Find>
Answer clustered(const paribus::Matrix& x, std::size_t k, Find find) {
  const Stopwatch watch;
  const paribus::PointBlocks<T> points{x, paribus::origin_of(x)};
  const paribus::Clusters found = find(points);
  // One multiply-add per point, center and coordinate, and once more for the last labels.
  Answer a = watch.answer(found.inertia, 2.0 * static_cast<double>((found.iterations + 1) * x.values.size() * k));
  a.also["iterations"] = static_cast<double>(found.iterations);
  return a;
}

template <class Find>
Answer clustered(const Job& job, const paribus::Matrix& x, std::size_t k, Find find) {
  return job.word("precision", "float32") == "float32" ? clustered<float>(x, k, find) : clustered<double>(x, k, find);
}

}  // namespace

Answer kmeans(const Job& job) {
  const paribus::Matrix x = matrix("blobs.x", job.reduced() ? 20'000 : 0, 16), start = matrix("blobs.start", 0, 16);
  return clustered(job, x, start.rows, [&](const auto& points) { return lloyd(points, start, 50); });
}

Answer k_means_fit(const Job& job) {
  const bool blobs = job.word("data", "blobs") == "blobs";
  const paribus::Matrix x = matrix(blobs ? "blobs.x" : "fashion.x", job.reduced() ? 2000 : 0, blobs ? 16 : 784);
  const std::size_t k = blobs ? 64 : 10;
  const paribus::KMeansRules rules{.restarts = 1, .tolerance = 1e-4};
  return clustered(job, x, k, [&](const auto& points) { return k_means(points, k, rules, {job.whole("seed", 0), 0, "bench"}); });
}

}  // namespace bench::works
