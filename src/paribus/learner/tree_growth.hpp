#pragma once
// How a tree grows: at each node the question that makes its halves purest (CART).
// Source: Breiman, Friedman, Olshen & Stone 1984, Classification and Regression Trees. As scikit-learn does it, thresholds
// lie midway between two values that occur, and ties go to the question found first: here that of the lower feature.

#include <span>

#include "paribus/learner/tree.hpp"

namespace paribus {

/// Each feature's values as ranks among those that occur: all trees of a forest ask the same table.
class Ranked {
 public:
  explicit Ranked(const Matrix& x);
  std::size_t rows() const { return rows_; }
  std::size_t features() const { return values_.size(); }
  const std::uint32_t* ranks(std::size_t feature) const { return ranks_.data() + feature * rows_; }
  const Vector& values(std::size_t feature) const { return values_[feature]; }   ///< ascending, each once

 private:
  std::size_t rows_;
  std::vector<std::uint32_t> ranks_;   // feature by feature
  std::vector<Vector> values_;
};

/// What the tree learns: classes, or numbers.
struct TreeTarget {
  std::span<const std::int32_t> label;   ///< n classes; empty: `value` holds n numbers
  std::size_t classes = 0;
  View value = {};
  View weight;                           ///< n numbers: rows of weight 0 take no part
  std::size_t outputs() const { return label.empty() ? 1 : classes; }
};

/// What halves are measured by. With classes one-hot, Gini's impurity is their squared error.
enum class Criterion { squared_error, entropy };

struct TreeRule {
  Criterion criterion = Criterion::squared_error;
  std::size_t max_depth = 0;          ///< 0: any
  double min_samples_leaf = 1;        ///< weight of the rows of a leaf, at least
  std::size_t max_features = 0;       ///< features drawn anew at each node; 0: all, in order, without drawing
};

/// `importance`, if wanted, has one number per feature, to which is added how much its questions lowered the impurity
/// (times weight).
Tree grow(const Ranked&, const TreeTarget&, const TreeRule&, Stream&, Span importance = {});

/// The best question about one feature for the rows of a node, which it halves.
struct Halving {
  double gain = -infinity;   ///< criterion of both halves: larger is purer; -infinity: there is no question to ask
  std::uint32_t rank = 0;    ///< rows of this rank or less go left
  std::uint32_t next = 0;    ///< the next rank that occurs in the node
};

/// Finds it, with memory that it keeps from node to node.
class Splitter {
 public:
  Splitter(const Ranked&, const TreeTarget&, const TreeRule&);
  /// Sums over the rows: of each class's weight, or of weight times number, measured from origin().
  void enter(std::span<const std::uint32_t> rows);
  double weight() const { return weight_; }
  View sums() const { return sums_; }
  double origin() const { return origin_; }              ///< the mean of all numbers, which rounding would hide differences from; 0 for classes
  bool pure() const { return pure_; }
  double gain() const { return gain(sums_, weight_); }   ///< of the node, undivided
  Halving best(std::size_t feature);

 private:
  double gain(View sums, double weight) const;
  double halves();                                       ///< gain of left_ and of what it leaves of sums_
  void add(std::uint32_t row);                           ///< to left_
  Halving by_bins(const std::uint32_t* ranks, std::uint32_t low, std::uint32_t high);
  Halving by_order(const std::uint32_t* ranks);

  const Ranked& table_;
  const TreeTarget& target_;
  const TreeRule& rule_;
  std::span<const std::uint32_t> rows_;
  double origin_ = 0, weight_ = 0, left_weight_ = 0;
  bool pure_ = true;
  Vector sums_, left_, right_, bins_, bin_weights_;
  std::vector<std::uint64_t> order_;
};

}  // namespace paribus
