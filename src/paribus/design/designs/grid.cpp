// Every combination of levels, the last factor changing fastest.
//   y = mean + sum_i a_i(l_i) + sum_ij a_ij(l_i, l_j) + rest; share of a term = mean square of the term / variance of y
// Balanced, so that the shares add up to 1 and no effect hides in another. The rest is higher orders and replicates.
#include <algorithm>

#include "paribus/design/grouping.hpp"
#include "paribus/design/plan.hpp"
#include "paribus/design/shares.hpp"

namespace paribus {
namespace {

constexpr std::uint64_t most_cells = 10'000'000;

/// The positions of one factor in the grid: its level changes every `stride` cells.
struct Axis { std::size_t levels, stride; };

std::vector<Axis> axes(std::span<const Factor> factors) {
  std::vector<Axis> out(factors.size());
  std::size_t stride = 1;
  for (std::size_t k = factors.size(); k-- > 0;) {
    out[k] = {factors[k].levels.size(), stride};
    stride *= factors[k].levels.size();
  }
  return out;
}

Grouping by_level(const Axis& a, std::size_t cells) {
  Grouping g{std::vector<std::uint32_t>(cells), a.levels};
  for (std::size_t i = 0; i < cells; ++i) g.of[i] = static_cast<std::uint32_t>(i / a.stride % a.levels);
  return g;
}

/// y with the levels of one factor shuffled anew within each combination of the other factors and each
/// replicate: what y might as well have been if that factor did nothing.
Matrix relabeled(const Matrix& y, const Axis& a, Stream& stream) {
  Matrix out = y;
  for (std::size_t first = 0; first < y.rows; ++first) {
    if (first / a.stride % a.levels != 0) continue;
    for (std::size_t r = 0; r < y.columns; ++r)
      for (std::size_t l = a.levels; l > 1; --l)
        std::swap(out(first + (l - 1) * a.stride, r), out(first + stream.below(l) * a.stride, r));
  }
  return out;
}

/// y less the main effect of one factor, replicate by replicate.
Matrix without_main(Matrix y, const Grouping& g) {
  const GroupMeans main = group_means(y, g);
  for (std::size_t i = 0; i < y.rows; ++i)
    for (std::size_t r = 0; r < y.columns; ++r) y(i, r) -= main.means(g.of[i], r);
  return y;
}

class Grid final : public Design {
 public:
  std::uint64_t count(std::span<const Factor> factors) const override {
    std::uint64_t n = 1;
    for (const Factor& f : factors) n = saturating_product(n, f.levels.size());
    return n;
  }

  std::vector<Cell> plan(std::span<const Factor> factors, const StreamName&) const override {
    check_factors(factors);
    if (count(factors) > most_cells)
      throw Error("a grid of " + std::to_string(count(factors)) + " cells is too large",
                  "take fewer levels, or design = \"random\"");
    const std::vector<Axis> all = axes(factors);
    std::vector<Cell> out(count(factors));
    for (std::size_t i = 0; i < out.size(); ++i)
      for (std::size_t k = 0; k < factors.size(); ++k)
        out[i].push_back(factors[k].levels[i / all[k].stride % all[k].levels]);
    return out;
  }

  std::vector<Share> analyze(std::span<const Factor> factors, const std::vector<Cell>& plan_, const Matrix& response,
                             const StreamName& name) const override {
    check_own(*this, "grid", factors, plan_, response, name);
    const Matrix y = centered(response);
    const std::vector<Axis> all = axes(factors);
    std::vector<Grouping> levels;
    for (const Axis& a : all) levels.push_back(by_level(a, y.rows));
    Terms terms;
    std::vector<GroupMeans> means;
    for (std::size_t i = 0; i < all.size(); ++i) {
      terms.push_back({i});
      means.push_back(group_means(y, levels[i]));
    }
    for (std::size_t i = 0; i < all.size(); ++i)
      for (std::size_t j = i + 1; j < all.size(); ++j) {
        terms.push_back({i, j});
        means.push_back(group_means(y, joint(levels[i], levels[j])));
      }
    const TotalVariance variance{y};
    const auto shares = [&](View weight) {
      Vector v(terms.size());
      for (std::size_t k = 0; k < terms.size(); ++k) {
        v[k] = between(means[k], weight);
        if (terms[k].size() == 2) v[k] -= v[terms[k][0]] + v[terms[k][1]];
      }
      return shares_of(v, variance(weight));
    };
    Stream bootstrap{name.at("bootstrap")};
    const Vector weight = equal_weights(y.columns);
    std::vector<Share> out = with_intervals(terms, shares(weight), y.columns,
                                            [&] { return shares(resampled_weights(y.columns, bootstrap)); });
    const double total = variance(weight);
    for (std::size_t k = 0; k < terms.size() && total > 0; ++k) {
      Stream stream{name.at("relabel " + std::to_string(k))};
      out[k].floor = terms[k].size() == 1 ? main_floor(y, all[terms[k][0]], levels[terms[k][0]], total, stream)
                                          : pair_floor(y, terms[k], all, levels, total, stream);
    }
    return out;
  }

 private:
  static double main_floor(const Matrix& y, const Axis& a, const Grouping& g, double total, Stream& stream) {
    const Vector weight = equal_weights(y.columns);
    return noise_floor([&] { return between(group_means(relabeled(y, a, stream), g), weight) / total; });
  }
  // For a pair, the factor with more levels (main effect removed) is shuffled within the levels of the other.
  // Removing the main effect ties the n combinations of the others together, which n / (n - 1) makes good.
  static double pair_floor(const Matrix& y, const std::vector<std::size_t>& pair, const std::vector<Axis>& all,
                           const std::vector<Grouping>& levels, double total, Stream& stream) {
    const std::size_t i = all[pair[0]].levels >= all[pair[1]].levels ? pair[0] : pair[1], j = pair[0] + pair[1] - i;
    const double n = static_cast<double>(y.rows / all[i].levels);
    if (n < 2 || all[j].levels < 2) return 0;
    const Matrix rest = without_main(y, levels[i]);
    const Grouping both = joint(levels[i], levels[j]);
    const Vector weight = equal_weights(y.columns);
    return noise_floor([&] {
      const Matrix z = relabeled(rest, all[i], stream);
      const double v = between(group_means(z, both), weight) - between(group_means(z, levels[i]), weight) -
                       between(group_means(z, levels[j]), weight);
      return v * n / (n - 1) / total;
    });
  }
};

}  // namespace
namespace parts::designs {
extern const Entry<Design> grid = entry<Design, Grid>(
    {"grid", "full grid", "every combination of the factors' levels",
     "share of a term = mean square of its effect / variance of the response; noise = 1 - sum of main effects and pairs",
     "Hoeffding 1948; Hutter, Hoos & Leyton-Brown 2014", "factorial full"});
}  // namespace parts::designs
}  // namespace paribus
