// The gain of halves L and R, with S_c the weight of class c in a half (or the sum of targets) and W its weight:
//   squared error, Gini   sum_c S_Lc^2 / W_L + sum_c S_Rc^2 / W_R
//   entropy               sum_c S_Lc log(S_Lc / W_L) + sum_c S_Rc log(S_Rc / W_R)
// Either is the node's impurity, times its weight, less that of the halves, up to what all questions share.
#include <algorithm>

#include "paribus/learner/tree_growth.hpp"
#include "paribus/math/elementary.hpp"

namespace paribus {

Ranked::Ranked(const Matrix& x) : rows_{x.rows}, ranks_(x.rows * x.columns), values_(x.columns) {
  std::vector<std::pair<double, std::uint32_t>> order(rows_);
  for (std::size_t j = 0; j < x.columns; ++j) {
    for (std::size_t i = 0; i < rows_; ++i) order[i] = {x(i, j) + 0.0, static_cast<std::uint32_t>(i)};   // -0 is 0
    std::ranges::sort(order);
    for (const auto& [value, row] : order) {
      if (values_[j].empty() || values_[j].back() != value) values_[j].push_back(value);
      ranks_[j * rows_ + row] = static_cast<std::uint32_t>(values_[j].size() - 1);
    }
  }
}

Splitter::Splitter(const Ranked& table, const TreeTarget& target, const TreeRule& rule)
    : table_{table}, target_{target}, rule_{rule}, sums_(target.outputs()), left_(sums_.size()), right_(sums_.size()) {
  if (!target.label.empty()) return;
  double total = 0;
  for (std::size_t i = 0; i < target.value.size(); ++i) origin_ += target.weight[i] * target.value[i], total += target.weight[i];
  origin_ /= total;
}

void Splitter::enter(std::span<const std::uint32_t> rows) {
  rows_ = rows;
  left_weight_ = 0;
  std::ranges::fill(left_, 0.0);
  pure_ = true;
  for (const std::uint32_t r : rows) {
    add(r);
    pure_ = pure_ && (target_.label.empty() ? target_.value[r] == target_.value[rows[0]] : target_.label[r] == target_.label[rows[0]]);
  }
  sums_ = left_;
  weight_ = left_weight_;
}

void Splitter::add(std::uint32_t r) {
  const double w = target_.weight[r];
  left_weight_ += w;
  if (target_.label.empty()) left_[0] += w * (target_.value[r] - origin_);
  else left_[static_cast<std::size_t>(target_.label[r])] += w;
}

double Splitter::gain(View sums, double weight) const {
  double out = 0;
  if (rule_.criterion == Criterion::entropy) {
    for (const double s : sums)
      if (s > 0) out += s * exact::log(s / weight);
    return out;
  }
  for (const double s : sums) out += s * s;
  return out / weight;
}

double Splitter::halves() {
  for (std::size_t c = 0; c < left_.size(); ++c) right_[c] = sums_[c] - left_[c];
  return gain(left_, left_weight_) + gain(right_, weight_ - left_weight_);
}

Halving Splitter::best(std::size_t feature) {
  const std::uint32_t* ranks = table_.ranks(feature);
  std::uint32_t low = ranks[rows_[0]], high = low;
  for (const std::uint32_t r : rows_) low = std::min(low, ranks[r]), high = std::max(high, ranks[r]);
  if (low == high) return {};
  std::ranges::fill(left_, 0.0);
  left_weight_ = 0;
  // Few values for the rows there are: add up by value. Many: put the rows in order.
  return (high - low + 1) * left_.size() <= 2 * rows_.size() ? by_bins(ranks, low, high) : by_order(ranks);
}

Halving Splitter::by_bins(const std::uint32_t* ranks, std::uint32_t low, std::uint32_t high) {
  const std::size_t k = left_.size(), bins = high - low + 1;
  bins_.assign(bins * k, 0.0);
  bin_weights_.assign(bins, 0.0);
  for (const std::uint32_t r : rows_) {
    const std::size_t bin = ranks[r] - low;
    const double w = target_.weight[r];
    bin_weights_[bin] += w;
    if (target_.label.empty()) bins_[bin] += w * (target_.value[r] - origin_);
    else bins_[bin * k + static_cast<std::size_t>(target_.label[r])] += w;
  }
  Halving found;
  std::uint32_t before = low;   // the last rank that occurred
  for (std::uint32_t rank = low; rank <= high; ++rank) {
    const std::size_t bin = rank - low;
    if (bin_weights_[bin] == 0) continue;
    if (rank > low && left_weight_ >= rule_.min_samples_leaf && weight_ - left_weight_ >= rule_.min_samples_leaf)
      if (const double g = halves(); g > found.gain) found = {g, before, rank};
    for (std::size_t c = 0; c < k; ++c) left_[c] += bins_[bin * k + c];
    left_weight_ += bin_weights_[bin];
    before = rank;
  }
  return found;
}

Halving Splitter::by_order(const std::uint32_t* ranks) {
  order_.clear();
  for (std::size_t i = 0; i < rows_.size(); ++i) order_.push_back(std::uint64_t{ranks[rows_[i]]} << 32 | rows_[i]);
  std::ranges::sort(order_);
  Halving found;
  for (std::size_t i = 0; i + 1 < order_.size(); ++i) {
    add(static_cast<std::uint32_t>(order_[i]));
    const auto rank = static_cast<std::uint32_t>(order_[i] >> 32), next = static_cast<std::uint32_t>(order_[i + 1] >> 32);
    if (rank == next || left_weight_ < rule_.min_samples_leaf || weight_ - left_weight_ < rule_.min_samples_leaf) continue;
    if (const double g = halves(); g > found.gain) found = {g, rank, next};
  }
  return found;
}

}  // namespace paribus
