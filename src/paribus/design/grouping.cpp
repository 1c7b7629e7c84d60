#include "paribus/design/grouping.hpp"

#include "paribus/math/vector.hpp"

namespace paribus {

Grouping joint(const Grouping& a, const Grouping& b) {
  Grouping out{std::vector<std::uint32_t>(a.of.size()), a.groups * b.groups};
  for (std::size_t i = 0; i < a.of.size(); ++i) out.of[i] = a.of[i] * static_cast<std::uint32_t>(b.groups) + b.of[i];
  return out;
}

GroupMeans group_means(const Matrix& y, const Grouping& g) {
  GroupMeans out{Matrix(g.groups, y.columns), Vector(g.groups)};
  for (std::size_t i = 0; i < y.rows; ++i) {
    out.share[g.of[i]] += 1;
    axpy(1, y.row(i), out.means.row(g.of[i]));
  }
  for (std::size_t k = 0; k < g.groups; ++k) {
    if (out.share[k] > 0) scale(1 / out.share[k], out.means.row(k));
    out.share[k] /= static_cast<double>(y.rows);
  }
  return out;
}

double between(const GroupMeans& g, View weight) {
  Vector m(g.share.size());
  double grand = 0, total = 0;
  for (std::size_t k = 0; k < m.size(); ++k) {
    m[k] = dot(g.means.row(k), weight);
    grand += g.share[k] * m[k];
  }
  for (std::size_t k = 0; k < m.size(); ++k) total += g.share[k] * (m[k] - grand) * (m[k] - grand);
  return total;
}

TotalVariance::TotalVariance(const Matrix& y) : mean_(y.columns), square_(y.columns) {
  for (std::size_t i = 0; i < y.rows; ++i)
    for (std::size_t r = 0; r < y.columns; ++r) {
      mean_[r] += y(i, r) / static_cast<double>(y.rows);
      square_[r] += y(i, r) * y(i, r) / static_cast<double>(y.rows);
    }
}

double TotalVariance::operator()(View weight) const {
  const double m = dot(mean_, weight);
  return dot(square_, weight) - m * m;
}

Vector equal_weights(std::size_t n) { return Vector(n, 1 / static_cast<double>(n)); }

Matrix centered(Matrix y) {
  const double m = mean(y.values);
  for (double& v : y.values) v -= m;
  return y;
}

}  // namespace paribus
