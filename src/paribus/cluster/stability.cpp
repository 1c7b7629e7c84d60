#include "paribus/cluster/stability.hpp"

#include <algorithm>

#include "paribus/cluster/agreement.hpp"
#include "paribus/math/rows.hpp"
#include "paribus/math/vector.hpp"

namespace paribus {
namespace {

/// Label of every row of x that was drawn; the others are left at `missing`.
constexpr std::uint32_t missing_row = no_group - 1;

struct Some {
  Labels labels;
  std::size_t groups;
};

Some labels_of_some(const Matrix& x, const Clustering& way, std::size_t groups, std::size_t size, const StreamName& name) {
  Stream stream{name};
  auto rows = permutation(static_cast<std::uint32_t>(x.rows), stream);
  rows.resize(size);
  std::ranges::sort(rows);
  const Groups g = way.group(rows_of(x, rows), groups, {name.seed, name.replicate, name.purpose + " groups", name.block});
  Labels out(x.rows, missing_row);
  for (std::size_t i = 0; i < size; ++i) out[rows[i]] = g.labels[i];
  return {std::move(out), g.groups};
}

}  // namespace

double stability(const Matrix& x, const Clustering& way, std::size_t groups, std::size_t pairs, double share, const StreamName& name) {
  const auto size = static_cast<std::size_t>(share * static_cast<double>(x.rows));
  constexpr double none = std::numeric_limits<double>::quiet_NaN();
  if ((way.told() && groups < 2) || groups >= size) return none;
  Vector of;
  for (std::size_t p = 0; p < pairs; ++p) {
    const auto half = [&](const char* which) { return labels_of_some(x, way, groups, size, name.at(std::to_string(p) + which)); };
    const Some one = half("a"), other = half("b");
    if (one.groups < 2 && other.groups < 2) return none;
    const Labels &a = one.labels, &b = other.labels;
    Labels in_both[2];
    for (std::size_t i = 0; i < x.rows; ++i)
      if (a[i] != missing_row && b[i] != missing_row) in_both[0].push_back(a[i]), in_both[1].push_back(b[i]);
    if (in_both[0].size() < 2) return none;
    of.push_back(adjusted_rand(in_both[0], in_both[1]));
  }
  return mean(of);
}

}  // namespace paribus
