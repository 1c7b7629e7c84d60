#include "paribus/evidence/ranks.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "paribus/math/distribution.hpp"
#include "paribus/math/studentized_range.hpp"

namespace paribus {
namespace {

double count(std::size_t n) { return static_cast<double>(n); }

std::vector<std::vector<std::size_t>> groups(const Vector& mean, double critical) {
  std::vector<std::size_t> order(mean.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, [&](std::size_t a, std::size_t b) { return mean[a] < mean[b]; });
  std::vector<std::vector<std::size_t>> out;
  std::size_t reached = 0;   // one past the last that a group before holds
  for (std::size_t from = 0; from < order.size(); ++from) {
    std::size_t to = from;
    while (to < order.size() && mean[order[to]] - mean[order[from]] < critical) ++to;
    if (to <= reached || to - from < 2) continue;
    reached = to;
    out.emplace_back(order.begin() + static_cast<std::ptrdiff_t>(from), order.begin() + static_cast<std::ptrdiff_t>(to));
  }
  return out;
}

}  // namespace

Vector ranks_of(View scores, bool higher) {
  Vector loss(scores.begin(), scores.end());
  for (double& v : loss) v = std::isfinite(v) ? (higher ? -v : v) : std::numeric_limits<double>::infinity();
  std::vector<std::size_t> order(loss.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, [&](std::size_t a, std::size_t b) { return loss[a] < loss[b]; });
  Vector out(loss.size());
  for (std::size_t from = 0, to = 0; from < order.size(); from = to) {
    while (to < order.size() && loss[order[to]] == loss[order[from]]) ++to;
    for (std::size_t i = from; i < to; ++i) out[order[i]] = (count(from) + count(to) + 1) / 2;
  }
  return out;
}

RankTest rank_test(const Matrix& scores, bool higher, double level) {
  const std::size_t k = scores.columns;
  const double n = count(scores.rows), m = count(k);
  RankTest out;
  out.sets = scores.rows, out.mean = Vector(k);
  double squares = 0;
  for (std::size_t s = 0; s < scores.rows; ++s) {
    const Vector rank = ranks_of(scores.row(s), higher);
    for (std::size_t t = 0; t < k; ++t) out.mean[t] += rank[t], squares += rank[t] * rank[t];
  }
  for (double& r : out.mean) r /= n;
  double spread = 0;
  for (const double r : out.mean) spread += (r - (m + 1) / 2) * (r - (m + 1) / 2);
  const double untied = n * m * (m + 1) * (m - 1) / 12;   // sum of squared ranks about their mean, without ties
  out.ties = (squares - n * m * (m + 1) * (m + 1) / 4) / untied;
  if (out.ties > 0) {
    out.chi_squared = 12 * n / (m * (m + 1)) * spread / out.ties;
    const double left = n * (m - 1) - out.chi_squared;
    out.f = left > 1e-12 * n ? (n - 1) * out.chi_squared / left : std::numeric_limits<double>::infinity();
    out.p = std::isfinite(out.f) ? f_upper(out.f, m - 1, (m - 1) * (n - 1)) : 0;
  }
  out.critical = normal_range_quantile(1 - level, static_cast<int>(k)) / std::sqrt(2.0) * std::sqrt(m * (m + 1) / (6 * n));
  out.alike = groups(out.mean, out.critical);
  return out;
}

double nemenyi_p(double difference, std::size_t treatments, std::size_t sets) {
  const double k = count(treatments), error = std::sqrt(k * (k + 1) / (6 * count(sets)));
  return std::max(0.0, 1 - normal_range_cdf(std::sqrt(2.0) * std::abs(difference) / error, static_cast<int>(treatments)));
}

}  // namespace paribus
