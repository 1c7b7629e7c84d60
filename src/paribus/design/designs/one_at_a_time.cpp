// One factor at a time: a base cell, then every other level of each factor with the rest at the base.
//   V_i = variance of the mean response along factor i through the base; share = V_i / (sum_j V_j + V_noise)
// Cheap and readable, but it sees no interaction: effects hold at the base and nowhere else.
#include <algorithm>
#include <numeric>

#include "paribus/design/grouping.hpp"
#include "paribus/design/plan.hpp"
#include "paribus/design/shares.hpp"
#include "paribus/math/vector.hpp"

namespace paribus {
namespace {

/// The base and the cells of one factor: line(level, replicate), the base first.
using Lines = std::vector<Matrix>;

Lines lines_of(std::span<const Factor> factors, const Matrix& y) {
  Lines out;
  std::size_t next = 1;
  for (const Factor& f : factors) {
    Matrix line(f.levels.size(), y.columns);
    for (std::size_t l = 0; l < line.rows; ++l) std::ranges::copy(y.row(l == 0 ? 0 : next++), line.row(l).begin());
    out.push_back(std::move(line));
  }
  return out;
}

/// Every row a group of its own.
GroupMeans by_row(const Matrix& y) {
  Grouping own{std::vector<std::uint32_t>(y.rows), y.rows};
  std::iota(own.of.begin(), own.of.end(), 0U);
  return group_means(y, own);
}

class OneAtATime final : public Design {
 public:
  explicit OneAtATime(const Settings& s)
      : base_{s.word("base", "first", {"first", "middle", "last"}, "level of every factor in the base cell")} {}

  std::uint64_t count(std::span<const Factor> factors) const override {
    std::uint64_t n = 1;
    for (const Factor& f : factors) n = saturating_sum(n, f.levels.empty() ? 0 : f.levels.size() - 1);
    return n;
  }

  std::vector<Cell> plan(std::span<const Factor> factors, const StreamName&) const override {
    check_factors(factors);
    Cell base;
    for (const Factor& f : factors) base.push_back(f.levels[base_level(f)]);
    std::vector<Cell> out{base};
    for (std::size_t k = 0; k < factors.size(); ++k)
      for (std::size_t l = 0; l < factors[k].levels.size(); ++l) {
        if (l == base_level(factors[k])) continue;
        out.push_back(base);
        out.back()[k] = factors[k].levels[l];
      }
    return out;
  }

  std::vector<Share> analyze(std::span<const Factor> factors, const std::vector<Cell>& plan_, const Matrix& response,
                             const StreamName& name) const override {
    check_own(*this, "one_at_a_time", factors, plan_, response, name);
    const Matrix y = centered(response);
    const Lines lines = lines_of(factors, y);
    Terms terms;
    std::vector<GroupMeans> means;
    for (std::size_t k = 0; k < factors.size(); ++k) {
      terms.push_back({k});
      means.push_back(by_row(lines[k]));
    }
    const TotalVariance all{y};
    const GroupMeans cells = by_row(y);
    const auto variances = [&](View weight) {
      Vector v;
      for (const GroupMeans& m : means) v.push_back(between(m, weight));
      return v;
    };
    const auto total = [&](View weight) {  // the last two terms: the variance of replicates within a cell
      return sum(variances(weight)) + all(weight) - between(cells, weight);
    };
    const auto shares = [&](View weight) { return shares_of(variances(weight), total(weight)); };
    Stream bootstrap{name.at("bootstrap")};
    const Vector weight = equal_weights(y.columns);
    std::vector<Share> out = with_intervals(terms, shares(weight), y.columns,
                                            [&] { return shares(resampled_weights(y.columns, bootstrap)); });
    const double whole = total(weight);
    for (std::size_t k = 0; k < lines.size() && whole > 0; ++k) {
      Stream stream{name.at("relabel " + std::to_string(k))};
      out[k].floor = noise_floor([&] { return between(by_row(relabeled(lines[k], stream)), weight) / whole; });
    }
    return out;
  }

 private:
  std::size_t base_level(const Factor& f) const {
    if (base_ == "middle") return (f.levels.size() - 1) / 2;
    return base_ == "last" ? f.levels.size() - 1 : 0;
  }
  /// The levels shuffled anew within each replicate.
  static Matrix relabeled(Matrix line, Stream& stream) {
    for (std::size_t r = 0; r < line.columns; ++r)
      for (std::size_t l = line.rows; l > 1; --l) std::swap(line(l - 1, r), line(stream.below(l), r));
    return line;
  }

  std::string base_;
};

}  // namespace
namespace parts::designs {
extern const Entry<Design> one_at_a_time = entry<Design, OneAtATime>(
    {"one_at_a_time", "one factor at a time", "a base cell, and each factor varied alone around it",
     "share_i = V_i / (sum_j V_j + V_noise), V_i the variance of the mean response along factor i through the base",
     "Saltelli & Annoni 2010, which also says what it cannot see", "oat"});
}  // namespace parts::designs
}  // namespace paribus
