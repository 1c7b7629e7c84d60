#include "paribus/cluster/compactness.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "paribus/cluster/distance.hpp"
#include "paribus/math/vector.hpp"

namespace paribus {
namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();

Vector counts_of(const Labels& labels, std::size_t groups) {
  Vector out(groups);
  for (const auto g : labels)
    if (g != no_group) ++out[g];
  return out;
}

/// Of a point of that group: from the sums of its distances to the points of each.
double silhouette_of(View away, const Vector& counts, std::uint32_t group) {
  if (counts[group] < 2) return 0;
  const double own = away[group] / (counts[group] - 1);
  double other = infinity;
  for (std::size_t g = 0; g < counts.size(); ++g)
    if (g != group) other = std::min(other, away[g] / counts[g]);
  const double larger = std::max(own, other);
  return larger > 0 ? (other - own) / larger : 0;
}

}  // namespace

Matrix means_of(const Matrix& x, const Labels& labels, std::size_t groups) {
  assert(labels.size() == x.rows);
  Matrix out(groups, x.columns);
  for (std::size_t i = 0; i < x.rows; ++i)
    if (labels[i] != no_group) axpy(1, x.row(i), out.row(labels[i]));
  const Vector counts = counts_of(labels, groups);
  for (std::size_t g = 0; g < groups; ++g)
    for (double& v : out.row(g)) v /= counts[g];
  return out;
}

double within_squares(const Matrix& x, const Labels& labels, std::size_t groups) {
  const Matrix means = means_of(x, labels, groups);
  Vector squares(x.rows);
  for (std::size_t i = 0; i < x.rows; ++i)
    if (labels[i] != no_group) squares[i] = squared_distance(x.row(i), means.row(labels[i]));
  return sum(squares);
}

double silhouette(const Matrix& x, const Labels& labels, std::size_t groups) {
  assert(labels.size() == x.rows);
  const Vector counts = counts_of(labels, groups);
  const double points = sum(counts);
  if (groups < 2 || points <= static_cast<double>(groups)) return none;
  Matrix away(x.rows, groups);   // sums of distances from a point to the points of a group
  for (std::size_t i = 0; i < x.rows; ++i)
    for (std::size_t j = 0; j < i && labels[i] != no_group; ++j) {
      if (labels[j] == no_group) continue;
      const double distance = std::sqrt(squared_distance(x.row(i), x.row(j)));
      away(i, labels[j]) += distance, away(j, labels[i]) += distance;
    }
  Vector of(x.rows);
  for (std::size_t i = 0; i < x.rows; ++i) {
    if (labels[i] != no_group) of[i] = silhouette_of(away.row(i), counts, labels[i]);
  }
  return sum(of) / points;
}

Vector silhouettes(const Matrix& x, const Labels& labels, std::size_t groups, const std::vector<std::uint32_t>& rows) {
  const Vector counts = counts_of(labels, groups);
  if (groups < 2 || sum(counts) <= static_cast<double>(groups)) return {};
  Vector out, away(groups);
  for (const auto i : rows) {
    if (labels[i] == no_group) continue;
    std::ranges::fill(away, 0);
    for (std::size_t j = 0; j < x.rows; ++j)
      if (labels[j] != no_group) away[labels[j]] += std::sqrt(squared_distance(x.row(i), x.row(j)));
    out.push_back(silhouette_of(away, counts, labels[i]));
  }
  return out;
}

double davies_bouldin(const Matrix& x, const Labels& labels, std::size_t groups) {
  if (groups < 2) return none;
  const Matrix means = means_of(x, labels, groups);
  const Vector counts = counts_of(labels, groups);
  Vector spread(groups), worst(groups);
  for (std::size_t i = 0; i < x.rows; ++i)
    if (labels[i] != no_group) spread[labels[i]] += std::sqrt(squared_distance(x.row(i), means.row(labels[i])));
  for (std::size_t g = 0; g < groups; ++g) if (counts[g] > 0) spread[g] /= counts[g];
  for (std::size_t g = 0; g < groups; ++g)
    for (std::size_t h = 0; h < groups; ++h) {
      const double both = spread[g] + spread[h];
      if (g != h && both > 0 && counts[g] > 0 && counts[h] > 0) worst[g] = std::max(worst[g], both / std::sqrt(squared_distance(means.row(g), means.row(h))));
    }
  return sum(worst) / static_cast<double>(std::ranges::count_if(counts, [](double c) { return c > 0; }));   // an empty group counts for nothing
}

}  // namespace paribus
