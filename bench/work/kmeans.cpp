// Lloyd's iteration: 50 of them from given centers, 64 clusters, 500,000 points in 16 dimensions. Packing the points
// is part of the time, as checking and centering them is part of a peer's.
#include <algorithm>

#include "../samples.hpp"
#include "../work.hpp"
#include "paribus/math/lloyd.hpp"

namespace bench::works {
namespace {

paribus::Matrix matrix(const std::string& name, std::size_t rows, std::size_t columns) {
  const auto numbers = bench::numbers<float>(name, rows * columns);
  paribus::Matrix out(numbers.size() / columns, columns);
  std::copy_n(numbers.begin(), out.values.size(), out.values.begin());
  return out;
}

template <class T>
Answer clustered(const paribus::Matrix& x, const paribus::Matrix& start) {
  const Stopwatch watch;
  const paribus::PointBlocks<T> points{x, paribus::origin_of(x)};
  const paribus::Clusters found = lloyd(points, start, 50);
  // One multiply-add per point, center and coordinate, and once more for the last labels.
  Answer a = watch.answer(found.inertia, 2.0 * static_cast<double>((found.iterations + 1) * x.values.size() * start.rows));
  a.also["iterations"] = static_cast<double>(found.iterations);
  return a;
}

}  // namespace

Answer kmeans(const Job& job) {
  const paribus::Matrix x = matrix("blobs.x", job.reduced() ? 20'000 : 0, 16), start = matrix("blobs.start", 0, 16);
  return job.word("precision", "float32") == "float32" ? clustered<float>(x, start) : clustered<double>(x, start);
}

}  // namespace bench::works
