#pragma once
// Binary trees of questions "is this feature at most so much?", and what they predict in their leaves.

#include <cstdint>

#include "paribus/learner/learner.hpp"

namespace paribus {

/// Rows with x[feature] <= threshold go left. A leaf has no children (0, which is the root).
struct TreeNode {
  std::uint32_t feature = 0;
  double threshold = 0;
  std::uint32_t left = 0, right = 0;
};

struct Tree {
  std::vector<TreeNode> nodes;   ///< the root first, children after their parent
  Matrix values;                 ///< nodes x outputs: shares of the classes or the mean target of the rows that came there
  std::size_t leaf(View x) const {
    std::size_t at = 0;
    while (const std::uint32_t left = nodes[at].left) at = x[nodes[at].feature] <= nodes[at].threshold ? left : nodes[at].right;
    return at;
  }
  View operator()(View x) const { return values.row(leaf(x)); }
};

std::size_t depth(const Tree&);    ///< questions on the longest way to a leaf
std::size_t leaves(const Tree&);

/// As arrays "nodes" (feature, threshold, left, right), "values" and "sizes" (nodes of each tree), and back. Throws Error
/// if they are no trees of `outputs` values that ask for features below `features`.
void keep_trees(const std::vector<Tree>&, Kept&);
std::vector<Tree> restore_trees(const Kept&, std::size_t features, std::size_t outputs);

}  // namespace paribus
