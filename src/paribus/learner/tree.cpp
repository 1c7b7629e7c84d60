#include "paribus/learner/tree.hpp"

#include <algorithm>
#include <cmath>

namespace paribus {

std::size_t depth(const Tree& tree) {
  std::vector<std::size_t> at(tree.nodes.size());
  std::size_t most = 0;
  for (std::size_t i = 0; i < at.size(); ++i) {
    most = std::max(most, at[i]);
    if (tree.nodes[i].left) at[tree.nodes[i].left] = at[tree.nodes[i].right] = at[i] + 1;
  }
  return most;
}

std::size_t leaves(const Tree& tree) {
  return static_cast<std::size_t>(std::ranges::count_if(tree.nodes, [](const TreeNode& n) { return n.left == 0; }));
}

void keep_trees(const std::vector<Tree>& trees, Kept& kept) {
  std::size_t all = 0;
  for (const Tree& t : trees) all += t.nodes.size();
  Matrix nodes(all, 4), values(all, trees[0].values.columns), sizes(trees.size(), 1);
  std::size_t at = 0;
  for (std::size_t t = 0; t < trees.size(); ++t) {
    sizes(t, 0) = static_cast<double>(trees[t].nodes.size());
    for (std::size_t i = 0; i < trees[t].nodes.size(); ++i, ++at) {
      const TreeNode& n = trees[t].nodes[i];
      const double row[] = {static_cast<double>(n.feature), n.threshold, static_cast<double>(n.left), static_cast<double>(n.right)};
      std::ranges::copy(row, nodes.row(at).begin());
      std::ranges::copy(trees[t].values.row(i), values.row(at).begin());
    }
  }
  kept.arrays["nodes"] = std::move(nodes), kept.arrays["values"] = std::move(values), kept.arrays["sizes"] = std::move(sizes);
}

std::vector<Tree> restore_trees(const Kept& kept, std::size_t features, std::size_t outputs) {
  const Matrix& nodes = kept_array(kept, "nodes", 0, 4);
  const Matrix &values = kept_array(kept, "values", nodes.rows, outputs), &sizes = kept_array(kept, "sizes", 0, 1);
  const auto whole = [](double v, std::size_t from, std::size_t below) {
    const bool is = v >= static_cast<double>(from) && v < static_cast<double>(below) && v == std::floor(v);
    if (!is) throw Error("the model's trees are broken", "fit it again");
    return static_cast<std::uint32_t>(v);
  };
  std::vector<Tree> out;
  std::size_t at = 0;
  for (const double given : sizes.values) {
    const std::size_t size = whole(given, 1, nodes.rows - at + 1);
    Tree& tree = out.emplace_back();
    tree.values = Matrix(size, outputs);
    for (std::size_t i = 0; i < size; ++i, ++at) {
      std::ranges::copy(values.row(at), tree.values.row(i).begin());
      TreeNode node{whole(nodes(at, 0), 0, features), nodes(at, 1), 0, 0};
      if (nodes(at, 2) != 0) node.left = whole(nodes(at, 2), i + 1, size), node.right = whole(nodes(at, 3), i + 1, size);   // never back: a walk ends
      tree.nodes.push_back(node);
    }
  }
  if (out.empty() || at != nodes.rows) throw Error("the model's trees are broken", "fit it again");
  return out;
}

}  // namespace paribus
