#include "paribus/cluster/gap.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "paribus/cluster/compactness.hpp"
#include "paribus/math/aligned_rows.hpp"
#include "paribus/math/elementary.hpp"
#include "paribus/math/principal.hpp"
#include "paribus/math/vector.hpp"

namespace paribus {
namespace {

/// The box around the points along their principal axes. Distances do not change when a box is turned, so that points
/// may stay in its own coordinates.
struct Box {
  explicit Box(const Matrix& x) {
    const Matrix along = transposed(scores(principal_components(x, std::min(x.rows - 1, x.columns)), x));
    for (std::size_t j = 0; j < along.rows; ++j) {
      const auto [least, most] = std::ranges::minmax(along.row(j));
      low.push_back(least), width.push_back(most - least);
    }
  }
  Matrix points(std::size_t n, Stream& stream) const {
    Matrix out(n, low.size());
    for (std::size_t i = 0; i < n; ++i)
      for (std::size_t j = 0; j < low.size(); ++j) out(i, j) = low[j] + width[j] * stream.uniform();
    return out;
  }
  Vector low, width;
};

}  // namespace

GapStatistic gap_statistic(const Matrix& x, const Groups& found, const Clustering& way, std::size_t groups, std::size_t references, const StreamName& name) {
  assert(references > 0);
  const Box box{x};
  Vector logs(references);
  for (std::size_t r = 0; r < references; ++r) {
    const StreamName own = name.at(std::to_string(r));
    Stream stream{own};
    const Matrix points = box.points(x.rows, stream);
    const Groups g = way.group(points, groups, {own.seed, own.replicate, own.purpose + " groups", own.block});
    logs[r] = exact::log(within_squares(points, g.labels, g.groups));
  }
  const double m = mean(logs), n = static_cast<double>(references);
  const double spread = references > 1 ? std::sqrt(variance(logs) * (n - 1) / n) : 0;
  return {m - exact::log(within_squares(x, found.labels, found.groups)), spread * std::sqrt(1 + 1 / n)};
}

}  // namespace paribus
