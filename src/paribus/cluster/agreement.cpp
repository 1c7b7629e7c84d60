#include "paribus/cluster/agreement.hpp"

#include <algorithm>
#include <cassert>
#include <map>
#include <utility>

#include "paribus/math/elementary.hpp"

namespace paribus {
namespace {

/// How many points are in each pair of groups, and in each group.
struct Counts {
  Counts(const Labels& a, const Labels& b) : n{static_cast<double>(a.size())} {
    assert(a.size() == b.size() && !a.empty());
    for (std::size_t i = 0; i < a.size(); ++i) ++both[{a[i], b[i]}], ++left[a[i]], ++right[b[i]];
  }
  double n;
  std::map<std::pair<std::uint32_t, std::uint32_t>, double> both;
  std::map<std::uint32_t, double> left, right;
};

template <class Map>
double pairs(const Map& counts) {
  double out = 0;
  for (const auto& [group, c] : counts) out += c * (c - 1) / 2;
  return out;
}

double entropy(const std::map<std::uint32_t, double>& counts, double n) {
  double out = 0;
  for (const auto& [group, c] : counts) out -= c / n * exact::log(c / n);
  return out;
}

}  // namespace

double adjusted_rand(const Labels& a, const Labels& b) {
  const Counts c{a, b};
  const double together = pairs(c.both), left = pairs(c.left), right = pairs(c.right), all = c.n * (c.n - 1) / 2;
  if (together == left && together == right) return 1;
  const double by_chance = left * right / all;
  return (together - by_chance) / ((left + right) / 2 - by_chance);
}

double normalized_information(const Labels& a, const Labels& b) {
  const Counts c{a, b};
  const double most = (entropy(c.left, c.n) + entropy(c.right, c.n)) / 2;
  if (most == 0) return 1;
  double information = 0;
  for (const auto& [groups, m] : c.both)
    information += m / c.n * exact::log(m * c.n / (c.left.at(groups.first) * c.right.at(groups.second)));
  return std::clamp(information / most, 0.0, 1.0);
}

}  // namespace paribus
