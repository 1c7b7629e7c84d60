#include "paribus/math/ridge_path.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>

#include "paribus/base/choices.hpp"
#include "paribus/base/error.hpp"
#include "paribus/math/dense.hpp"
#include "paribus/math/scatter.hpp"
#include "paribus/math/aligned_rows.hpp"
#include "paribus/math/vector.hpp"

namespace paribus {
namespace {

constexpr std::size_t block = 256;

void check(const Matrix& x, View y, View weight) {
  if (x.rows == 0) throw Error("there is no row to fit", "give at least one");
  if (!all_finite(x.values)) throw Error("a feature holds what is no number", "remove or replace it");
  if (!all_finite(y)) throw Error("the target holds what is no number", "remove these rows");
  for (std::size_t i = 0; i < weight.size(); ++i)
    if (!(weight[i] >= 0) || std::isinf(weight[i]))
      throw Error("the weight of row " + std::to_string(i + 1) + " is " + shortest(weight[i]), "a weight counts how often its row stands: 0 or more");
  if (!weight.empty() && !(sum(weight) > 0)) throw Error("all weights are 0", "give at least one row a weight above 0");
}

/// x in the coordinates in which the products of its columns are diagonal: z = (x - mean) basis, z^T V z / n = diag(e).
struct Rotation {
  Vector mean, e;
  Matrix basis;   // d x r
  double n, y_mean = 0;
};

Rotation rotation(const Matrix& x, View y, View weight, bool intercept) {
  const std::size_t d = x.columns;
  Rotation out;
  const Scatter first = scatter(x, {}, weight);
  out.n = first.weight;
  out.mean = Vector(d);
  if (intercept) {
    for (std::size_t j = 0; j < d; ++j) out.mean[j] = first.sums[j] / out.n;
    Vector wy(y.begin(), y.end());
    if (!weight.empty())
      for (std::size_t i = 0; i < wy.size(); ++i) wy[i] *= weight[i];
    out.y_mean = sum(wy) / out.n;
  }
  const auto of = [&](Matrix s, double scale) {
    for (double& v : s.values) v /= scale;
    return symmetric_eigen(s);
  };
  if (d <= x.rows) {
    SymmetricEigen eigen = of(intercept ? scatter(x, out.mean, weight).products : first.products, out.n);
    out.e = std::move(eigen.values), out.basis = std::move(eigen.vectors);
  } else {  // u u^T = V diag(n e) V^T has the same e > 0, and its basis is u^T V (n e)^-1/2
    Matrix u = x;
    for (std::size_t i = 0; i < x.rows; ++i)
      for (std::size_t j = 0; j < d; ++j) u(i, j) = (u(i, j) - out.mean[j]) * (weight.empty() ? 1 : std::sqrt(weight[i]));
    const SymmetricEigen eigen = of(scatter(transposed(u)).products, out.n);
    const double least = static_cast<double>(x.rows) * std::numeric_limits<double>::epsilon() * eigen.values.back();
    std::vector<std::size_t> kept;
    for (std::size_t k = 0; k < x.rows; ++k)
      if (eigen.values[k] > least) kept.push_back(k), out.e.push_back(eigen.values[k]);
    out.basis = Matrix(d, kept.size());
    for (std::size_t i = 0; i < x.rows; ++i)
      for (std::size_t k = 0; k < kept.size(); ++k) {
        const double f = eigen.vectors(i, kept[k]) / std::sqrt(out.n * out.e[k]);
        for (std::size_t j = 0; j < d; ++j) out.basis(j, k) += f * u(i, j);
      }
  }
  for (double& v : out.e) v = std::max(v, 0.0);
  return out;
}

}  // namespace

RidgePath ridge_path(const Matrix& x, View y, View weight, bool intercept, View l2) {
  assert(y.size() == x.rows && (weight.empty() || weight.size() == x.rows));
  check(x, y, weight);
  const std::size_t n = x.rows, d = x.columns, m = l2.size();
  const Rotation t = rotation(x, y, weight, intercept);
  const std::size_t r = t.e.size();
  RidgePath out{{l2.begin(), l2.end()}, Vector(m), Vector(m), Vector(m), Vector(m), Matrix(m, d), Vector(m), r ? *std::ranges::max_element(t.e) : 0};
  const double none = static_cast<double>(d) * std::numeric_limits<double>::epsilon() * out.largest;
  const auto inverse = [&](std::size_t k, double p) { return t.e[k] + p > none ? 1 / (t.e[k] + p) : 0.0; };
  AlignedRows u(block, d), z(block, r), square(block, r), fitted(block, m), own(block, m);
  const PackedFactor basis{t.basis};
  const auto rotate = [&](std::size_t from, std::size_t rows) {
    for (std::size_t i = 0; i < rows; ++i)
      for (std::size_t j = 0; j < d; ++j) u.rows[i][j] = x(from + i, j) - t.mean[j];
    multiply({u.rows.data, rows, d, u.rows.stride}, basis, {z.rows.data, rows, r, z.rows.stride});
  };
  const auto weight_of = [&](std::size_t i) { return weight.empty() ? 1.0 : weight[i]; };
  Vector slope(r);   // z^T V (y - mean) / n
  for (std::size_t from = 0; from < n; from += block) {
    const std::size_t rows = std::min(block, n - from);
    rotate(from, rows);
    for (std::size_t i = 0; i < rows; ++i) axpy(weight_of(from + i) * (y[from + i] - t.y_mean) / t.n, {z.rows[i], r}, slope);
  }
  Matrix w(r, m), share(r, m);
  for (std::size_t p = 0; p < m; ++p) {
    for (std::size_t k = 0; k < r; ++k) {
      w(k, p) = slope[k] * inverse(k, l2[p]);
      share(k, p) = inverse(k, l2[p]) / t.n;
      out.freedom[p] += t.e[k] * inverse(k, l2[p]);
    }
    for (std::size_t j = 0; j < d; ++j)
      for (std::size_t k = 0; k < r; ++k) out.coefficients(p, j) += t.basis(j, k) * w(k, p);
    out.intercept[p] = intercept ? t.y_mean - dot(out.coefficients.row(p), t.mean) : 0;
  }
  if (m == 0) return out;
  const PackedFactor to_fitted{w}, to_share{share};
  const double mean_share = intercept ? 1 / t.n : 0;
  for (std::size_t from = 0; from < n; from += block) {
    const std::size_t rows = std::min(block, n - from);
    rotate(from, rows);
    for (std::size_t i = 0; i < rows; ++i)
      for (std::size_t k = 0; k < r; ++k) square.rows[i][k] = z.rows[i][k] * z.rows[i][k];
    multiply({z.rows.data, rows, r, z.rows.stride}, to_fitted, {fitted.rows.data, rows, m, fitted.rows.stride});
    multiply({square.rows.data, rows, r, square.rows.stride}, to_share, {own.rows.data, rows, m, own.rows.stride});
    for (std::size_t i = 0; i < rows; ++i) {
      const double v = weight_of(from + i) / t.n, centered = y[from + i] - t.y_mean;
      for (std::size_t p = 0; p < m; ++p) {
        const double e = centered - fitted.rows[i][p], left = e / (1 - mean_share - own.rows[i][p]);
        out.error[p] += v * e * e;
        out.loo[p] += v * left * left;
      }
    }
  }
  for (std::size_t p = 0; p < m; ++p) {
    const double left = 1 - (out.freedom[p] + intercept) / t.n;
    out.gcv[p] = out.error[p] / (left * left);
  }
  return out;
}

}  // namespace paribus
