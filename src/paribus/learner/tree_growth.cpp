#include "paribus/learner/tree_growth.hpp"

#include <algorithm>
#include <numeric>

namespace paribus {
namespace {

struct Waiting {
  std::uint32_t node;
  std::size_t begin, end, depth;   // of rows
};

/// The best of all features, or of as many as are drawn. More are drawn until one varies among the rows.
std::pair<std::size_t, Halving> best_of(Splitter& splitter, std::vector<std::uint32_t>& features, std::size_t wanted, Stream& stream) {
  std::pair<std::size_t, Halving> best{0, {}};
  for (std::size_t i = 0; i < features.size(); ++i) {
    if (wanted) {
      if (i >= wanted && best.second.gain > -infinity) break;
      std::swap(features[i], features[i + stream.below(features.size() - i)]);
    }
    const Halving s = splitter.best(features[i]);
    if (s.gain > best.second.gain) best = {features[i], s};
  }
  return best;
}

/// Midway, and never as much as the greater of the two.
double between(double low, double high) {
  const double middle = low / 2 + high / 2;
  return middle < high && middle >= low ? middle : low;
}

}  // namespace

Tree grow(const Ranked& table, const TreeTarget& target, const TreeRule& rule, Stream& stream, Span importance) {
  std::vector<std::uint32_t> rows, features(table.features());
  for (std::uint32_t r = 0; r < table.rows(); ++r)
    if (target.weight[r] > 0) rows.push_back(r);
  std::iota(features.begin(), features.end(), 0u);
  const std::size_t wanted = rule.max_features < features.size() ? rule.max_features : 0;

  Tree tree;
  Vector values;
  Splitter splitter{table, target, rule};
  std::vector<Waiting> waiting{{0, 0, rows.size(), 0}};
  tree.nodes.emplace_back();
  while (!waiting.empty()) {
    const Waiting at = waiting.back();
    waiting.pop_back();
    splitter.enter(std::span(rows).subspan(at.begin, at.end - at.begin));
    values.resize(tree.nodes.size() * target.outputs());
    for (std::size_t c = 0; c < target.outputs(); ++c) values[at.node * target.outputs() + c] = splitter.origin() + splitter.sums()[c] / splitter.weight();
    if (splitter.pure() || (rule.max_depth && at.depth == rule.max_depth) || splitter.weight() < 2 * rule.min_samples_leaf) continue;
    const auto best = best_of(splitter, features, wanted, stream);
    const std::size_t feature = best.first;
    const auto split = best.second;
    if (!(split.gain > -infinity)) continue;
    if (!importance.empty()) importance[feature] += split.gain - splitter.gain();
    const std::uint32_t* ranks = table.ranks(feature);
    const auto first = rows.begin() + static_cast<std::ptrdiff_t>(at.begin);
    const auto middle = std::stable_partition(first, rows.begin() + static_cast<std::ptrdiff_t>(at.end), [&](std::uint32_t r) { return ranks[r] <= split.rank; });
    const auto left = static_cast<std::uint32_t>(tree.nodes.size());
    tree.nodes[at.node] = {static_cast<std::uint32_t>(feature), between(table.values(feature)[split.rank], table.values(feature)[split.next]), left, left + 1};
    tree.nodes.resize(tree.nodes.size() + 2);
    const auto cut = static_cast<std::size_t>(middle - rows.begin());
    waiting.push_back({left + 1, cut, at.end, at.depth + 1});
    waiting.push_back({left, at.begin, cut, at.depth + 1});
  }
  tree.values = Matrix(tree.nodes.size(), target.outputs());
  values.resize(tree.values.values.size());
  tree.values.values = std::move(values);
  return tree;
}

}  // namespace paribus
