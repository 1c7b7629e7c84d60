#include "paribus/math/preconditioner.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>

#include "paribus/math/dense.hpp"
#include "paribus/math/vector.hpp"

namespace paribus {
namespace {

constexpr double eps = std::numeric_limits<double>::epsilon();

Triangle frame(const Scatter& s, View origin, bool intercept) {
  Triangle t;
  t.origin.assign(origin.begin(), origin.end());
  t.ones = intercept ? std::sqrt(s.weight) : 0;
  for (std::size_t j = 0; j < origin.size(); ++j) t.scale.push_back(std::sqrt(s.products(j, j)));
  return t;
}

/// Column j of a, from row k on, becomes (-+norm, 0, ...), and the columns behind it what that reflection makes of them.
void reflect(Matrix& a, std::size_t k, std::size_t j) {
  Vector v(a.rows - k);
  for (std::size_t i = k; i < a.rows; ++i) v[i - k] = a(i, j);
  const double length = norm(v), alpha = v[0] > 0 ? -length : length;
  if (length == 0) return;
  v[0] -= alpha;
  const double square = dot(v, v);
  for (std::size_t c = j; c < a.columns; ++c) {
    double s = 0;
    for (std::size_t i = k; i < a.rows; ++i) s += v[i - k] * a(i, c);
    for (std::size_t i = k; i < a.rows; ++i) a(i, c) -= 2 * s / square * v[i - k];
  }
}

}  // namespace

void Triangle::solve_transposed(Span z) const {
  for (std::size_t i = 0; i < r.rows; ++i) {
    z[i] /= r(i, i);
    axpy(-z[i], r.row(i).subspan(i + 1), z.subspan(i + 1));
  }
}

void Triangle::solve(Span z) const {
  assert(z.size() == r.rows);
  solve_transposed(z);
  for (std::size_t i = r.rows; i-- > 0;) z[i] = (z[i] - dot(r.row(i).subspan(i + 1), View(z).subspan(i + 1))) / r(i, i);
}

void Triangle::solve(std::vector<DoubleDouble>& z) const {
  assert(z.size() == r.rows);
  for (std::size_t i = 0; i < r.rows; ++i) {
    z[i] = z[i] / DoubleDouble{r(i, i)};
    for (std::size_t k = i + 1; k < r.rows; ++k) z[k] -= z[i] * DoubleDouble{r(i, k)};
  }
  for (std::size_t i = r.rows; i-- > 0;) {
    for (std::size_t k = i + 1; k < r.rows; ++k) z[i] -= z[k] * DoubleDouble{r(i, k)};
    z[i] = z[i] / DoubleDouble{r(i, i)};
  }
}

Vector Triangle::coordinates(View row) const {
  Vector u(r.rows);
  if (ones != 0) u[0] = 1 / ones;
  for (std::size_t j = 0; j < scale.size(); ++j) u[first() + j] = (row[j] - origin[j]) / scale[j];
  return u;
}

double Triangle::leverage(View row) const {
  Vector u = coordinates(row);
  solve_transposed(u);
  return dot(u, u);
}

Vector origin_near_mean(TwofoldRows x) {
  const std::size_t d = x.columns, count = std::min<std::size_t>(x.rows, 1024);
  Vector origin(d), sum(d);
  if (count == 0) return origin;
  for (std::size_t k = 0; k < count; ++k)
    for (std::size_t j = 0; j < d; ++j) sum[j] += x.high[k * x.rows / count * d + j] - x.high[j];
  for (std::size_t j = 0; j < d; ++j) origin[j] = x.high[j] + sum[j] / static_cast<double>(count);
  return origin;
}

std::optional<Triangle> cholesky_triangle(const Scatter& s, View origin, bool intercept) {
  Triangle t = frame(s, origin, intercept);
  const std::size_t d = origin.size(), first = t.first(), q = d + first;
  const double least = 8 * static_cast<double>(q) * eps;
  Matrix l(q, q);  // by rows: g = l l^T
  const auto product = [&](std::size_t i, std::size_t j) {
    if (j < first) return i < first ? 1.0 : s.sums[i - first] / (t.scale[i - first] * t.ones);
    return s.products(i - first, j - first) / (t.scale[i - first] * t.scale[j - first]);
  };
  for (std::size_t i = 0; i < q; ++i) {
    for (std::size_t j = 0; j < i; ++j) l(i, j) = (product(i, j) - dot(l.row(i).first(j), l.row(j).first(j))) / l(j, j);
    const double pivot = product(i, i) - dot(l.row(i).first(i), l.row(i).first(i));
    if (!(pivot > least)) return {};
    l(i, i) = std::sqrt(pivot);
  }
  t.r = Matrix(q, q);
  for (std::size_t i = 0; i < q; ++i)
    for (std::size_t j = 0; j <= i; ++j) t.r(j, i) = l(i, j);
  return t;
}

Triangle householder_triangle(TwofoldRows x, View weight, const Scatter& s, View origin, bool intercept,
                              std::vector<std::size_t>& dependent) {
  Triangle t = frame(s, origin, intercept);
  const std::size_t d = x.columns, first = t.first(), q = d + first, height = std::max<std::size_t>(4 * q, 64);
  Matrix r(0, q);
  for (std::size_t from = 0; from < x.rows; from += height) {  // the triangle so far, and under it the next rows
    const std::size_t rows = std::min(height, x.rows - from);
    Matrix a(r.rows + rows, q);
    std::ranges::copy(r.values, a.values.begin());
    for (std::size_t i = 0; i < rows; ++i) {
      const std::size_t at = from + i;
      const double w = weight.empty() ? 1 : std::sqrt(weight[at]);
      const Span to = a.row(r.rows + i);
      if (first) to[0] = w / t.ones;
      for (std::size_t j = 0; j < d; ++j) {
        double u = x.high[at * d + j] - origin[j];
        if (x.low) u += x.low[at * d + j];
        to[first + j] = t.scale[j] > 0 ? w * u / t.scale[j] : 0;
      }
    }
    r = upper_triangle(a);
  }
  // Left to right, a column at a time: what is left of it once the kept ones before it are taken out.
  std::vector<std::size_t> kept;
  for (std::size_t j = 0, k = 0; j < q; ++j) {
    Vector column(r.rows), rest;
    for (std::size_t i = 0; i < r.rows; ++i) column[i] = r(i, j);
    rest.assign(column.begin() + static_cast<std::ptrdiff_t>(std::min(k, r.rows)), column.end());
    const double length = norm(column), left = norm(rest);
    // Rounding of the numbers themselves, measured where they stand: far from 0 for their spread, they have fewer digits.
    const double away = j < first || x.low ? 0 : 4 * eps * std::hypot(length, std::abs(origin[j - first]) / t.scale[j - first] * std::sqrt(s.weight));
    if (j >= first && !(left > std::max(1e-13 * length, away))) {
      dependent.push_back(j - first);
      continue;
    }
    reflect(r, k++, j);
    kept.push_back(j);
  }
  t.r = Matrix(kept.size(), kept.size());
  for (std::size_t i = 0; i < kept.size(); ++i)
    for (std::size_t c = i; c < kept.size(); ++c) t.r(i, c) = r(i, kept[c]);
  return t;
}

double condition(const Matrix& r) {
  const std::size_t q = r.rows;
  if (q == 0) return 1;
  Triangle t;
  t.r = r;
  // Power iterations for r^T r and for its inverse, from a start that is at right angles to nothing in particular.
  const auto largest = [&](auto&& apply) {
    Vector v(q);
    for (std::size_t i = 0; i < q; ++i) v[i] = 1 + static_cast<double>(i * 7919 % 1009) / 1009;
    double size = 0;
    for (int k = 0; k < 30; ++k) {
      scale(1 / norm(v), v);
      apply(v);
      size = norm(v);
      if (!(size > 0) || !std::isfinite(size)) break;
    }
    return std::sqrt(size);
  };
  const double most = largest([&](Vector& v) {
    Vector u(q);
    for (std::size_t i = 0; i < q; ++i) u[i] = dot(r.row(i).subspan(i), View(v).subspan(i));
    std::ranges::fill(v, 0.0);
    for (std::size_t i = 0; i < q; ++i) axpy(u[i], r.row(i).subspan(i), Span(v).subspan(i));
  });
  return most * largest([&](Vector& v) { t.solve(v); });
}

}  // namespace paribus
