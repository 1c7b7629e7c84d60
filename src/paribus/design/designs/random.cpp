// Cells drawn at random: levels of a list with equal chance, numbers of a range uniformly (on a logarithmic
// scale if the range is logarithmic), every cell different.
//   share_i = eta^2 = variance between the means of the bins of factor i / variance of the response
// Covers wide spaces with few cells. Bins share out chance as well as effect: read a share against its floor.
#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <set>

#include "paribus/design/grouping.hpp"
#include "paribus/design/plan.hpp"
#include "paribus/design/shares.hpp"
#include "paribus/math/elementary.hpp"
#include "paribus/math/vector.hpp"

namespace paribus {
namespace {

constexpr std::size_t most_bins = 8, cells_per_bin = 8;
constexpr std::uint64_t tries_per_cell = 1000;

/// How many different levels a factor can take; the largest 64-bit number for a real range.
std::uint64_t choices(const Factor& f) {
  if (!f.range) return f.levels.size();
  if (!f.whole) return std::numeric_limits<std::uint64_t>::max();
  return static_cast<std::uint64_t>(std::floor(f.to) - std::ceil(f.from)) + 1;
}

Value draw(const Factor& f, Stream& stream) {
  if (!f.range) return f.levels[stream.below(f.levels.size())];
  const double u = stream.uniform();
  if (f.whole && !f.logarithmic) {
    return {static_cast<std::int64_t>(std::ceil(f.from)) + static_cast<std::int64_t>(stream.below(choices(f)))};
  }
  double x = f.from + u * (f.to - f.from);
  if (f.logarithmic) {
    const double low = exact::log(f.from), high = exact::log(f.to);
    x = exact::exp(low + u * (high - low));
  }
  x = std::clamp(x, f.from, f.to);
  if (f.whole) return {static_cast<std::int64_t>(std::clamp(std::round(x), std::ceil(f.from), std::floor(f.to)))};
  return {x};
}

double number(const Value& v) {
  if (const auto* i = std::get_if<std::int64_t>(&v.is)) return static_cast<double>(*i);
  return std::get<double>(v.is);
}

/// Levels of a list as they are; a range in bins of about equally many cells, equal values together.
Grouping bins(const Factor& f, std::size_t k, const std::vector<Cell>& plan) {
  const std::size_t n = plan.size();
  Grouping g{std::vector<std::uint32_t>(n), 0};
  if (!f.range) {
    g.groups = f.levels.size();
    for (std::size_t i = 0; i < n; ++i)
      g.of[i] = static_cast<std::uint32_t>(std::find(f.levels.begin(), f.levels.end(), plan[i][k]) - f.levels.begin());
    return g;
  }
  g.groups = std::clamp(n / cells_per_bin, std::size_t{2}, most_bins);
  std::vector<std::size_t> order(n);
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, {}, [&](std::size_t i) { return number(plan[i][k]); });
  for (std::size_t rank = 0; rank < n; ++rank) {
    const bool tied = rank > 0 && number(plan[order[rank]][k]) == number(plan[order[rank - 1]][k]);
    g.of[order[rank]] = tied ? g.of[order[rank - 1]] : static_cast<std::uint32_t>(rank * g.groups / n);
  }
  return g;
}

/// Mean response and mean squared response of each cell, and how often each cell counts.
struct Sample { Vector mean, square, weight; };

double variance_between(const Sample& s, const Grouping& g) {
  Vector total(g.groups), weight(g.groups);
  for (std::size_t i = 0; i < s.mean.size(); ++i) {
    total[g.of[i]] += s.weight[i] * s.mean[i];
    weight[g.of[i]] += s.weight[i];
  }
  const double grand = sum(total);
  double v = 0;
  for (std::size_t b = 0; b < g.groups; ++b)
    if (weight[b] > 0) v += weight[b] * (total[b] / weight[b] - grand) * (total[b] / weight[b] - grand);
  return v;
}

double variance_of(const Sample& s) {
  const double m = dot(s.weight, s.mean);
  return dot(s.weight, s.square) - m * m;
}

Sample sample(const Matrix& y, View replicates, Vector cells) {
  Sample s{Vector(y.rows), Vector(y.rows), std::move(cells)};
  for (std::size_t i = 0; i < y.rows; ++i)
    for (std::size_t r = 0; r < y.columns; ++r) {
      s.mean[i] += replicates[r] * y(i, r);
      s.square[i] += replicates[r] * y(i, r) * y(i, r);
    }
  return s;
}

class Random final : public Design {
 public:
  explicit Random(const Settings& s)
      : cells_{static_cast<std::uint64_t>(s.integer("cells", 128, {2, 1e7}, "number of cells to draw"))} {}

  std::uint64_t count(std::span<const Factor> factors) const override {
    std::uint64_t all = 1;
    for (const Factor& f : factors) all = saturating_product(all, choices(f));
    return std::min(cells_, all);
  }

  // One stream per factor, named by its address: another factor beside it does not change what is drawn for it
  // (but for cells drawn twice, which are drawn again).
  std::vector<Cell> plan(std::span<const Factor> factors, const StreamName& name) const override {
    check_factors(factors);
    std::vector<Stream> streams;
    for (const Factor& f : factors) streams.emplace_back(name.at(f.address));
    std::vector<Cell> out;
    std::set<std::string> seen;
    const std::uint64_t wanted = count(factors);
    for (std::uint64_t tries = 0; out.size() < wanted; ++tries) {
      if (tries == tries_per_cell * wanted)
        throw Error("found only " + std::to_string(out.size()) + " different cells of " + std::to_string(wanted),
                    "ask for fewer cells, or take design = \"grid\"");
      Cell cell;
      std::string text;
      for (std::size_t k = 0; k < factors.size(); ++k) {
        cell.push_back(draw(factors[k], streams[k]));
        text += cell.back().text() + '\n';
      }
      if (seen.insert(text).second) out.push_back(std::move(cell));
    }
    return out;
  }

  // Both the cells and the replicates are a sample here, and both are resampled.
  std::vector<Share> analyze(std::span<const Factor> factors, const std::vector<Cell>& plan_, const Matrix& response,
                             const StreamName& name) const override {
    check_own(*this, "random", factors, plan_, response, name);
    const Matrix y = centered(response);
    Terms terms;
    std::vector<Grouping> groups;
    for (std::size_t k = 0; k < factors.size(); ++k) {
      terms.push_back({k});
      groups.push_back(bins(factors[k], k, plan_));
    }
    const auto shares = [&](const Sample& s) {
      Vector v;
      for (const Grouping& g : groups) v.push_back(variance_between(s, g));
      return shares_of(v, variance_of(s));
    };
    Stream bootstrap{name.at("bootstrap")};
    const Sample whole = sample(y, equal_weights(y.columns), equal_weights(y.rows));
    std::vector<Share> out = with_intervals(terms, shares(whole), y.rows, [&] {
      return shares(sample(y, resampled_weights(y.columns, bootstrap), resampled_weights(y.rows, bootstrap)));
    });
    for (std::size_t k = 0; k < groups.size() && variance_of(whole) > 0; ++k) {
      Stream stream{name.at("relabel " + std::to_string(k))};
      Grouping shuffled = groups[k];
      out[k].floor = noise_floor([&] {
        stream.shuffle(shuffled.of);
        return variance_between(whole, shuffled) / variance_of(whole);
      });
    }
    return out;
  }

 private:
  std::uint64_t cells_;
};

}  // namespace
namespace parts::designs {
extern const Entry<Design> random = entry<Design, Random>(
    {"random", "random cells", "cells drawn at random, each different",
     "share_i = variance between the means of the bins of factor i / variance of the response (correlation ratio)",
     "Pearson 1905; Bergstra & Bengio 2012"});
}  // namespace parts::designs
}  // namespace paribus
