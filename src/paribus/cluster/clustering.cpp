#include "paribus/cluster/clustering.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

#include "paribus/math/rows.hpp"

namespace paribus {

Groups renumbered(Groups found, std::span<const std::uint32_t> order) {
  std::vector<std::uint32_t> name(found.groups, no_group);
  for (std::uint32_t g = 0; g < order.size(); ++g) name[order[g]] = g;
  for (auto& g : found.labels)
    if (g != no_group) g = name[g];
  if (found.centers.rows > 0) found.centers = rows_of(found.centers, order);
  if (Mixture& m = found.mixture; !m.weights.empty()) {
    const Mixture old = std::exchange(m, {{}, rows_of(m.means, order), {}});
    for (const auto g : order) m.weights.push_back(old.weights[g]), m.covariances.push_back(old.covariances[g]);
  }
  found.groups = order.size();
  return found;
}

std::vector<std::size_t> sizes(const Groups& found) {
  std::vector<std::size_t> out(found.groups);
  for (const auto g : found.labels)
    if (g != no_group) ++out[g];
  return out;
}

Groups filled(Groups found) {
  const auto points = sizes(found);
  std::vector<std::uint32_t> order;
  for (std::uint32_t g = 0; g < points.size(); ++g)
    if (points[g] > 0) order.push_back(g);
  return order.size() == found.groups ? found : renumbered(std::move(found), order);
}

Groups by_size(Groups found) {
  const auto points = sizes(found);
  std::vector<std::uint32_t> order(found.groups);
  std::iota(order.begin(), order.end(), 0u);
  std::ranges::stable_sort(order, [&](auto a, auto b) { return points[a] > points[b]; });
  return renumbered(std::move(found), order);
}

void check_groups(const Matrix& x, std::size_t groups, std::string_view way) {
  if (groups == 0 || groups > x.rows)
    throw Error(std::string(way) + " cannot make " + std::to_string(groups) + " groups of " + std::to_string(x.rows) + " rows",
                "ask for 1 group at least, and for no more groups than there are rows");
}

}  // namespace paribus
