#include "paribus/math/principal.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>

#include "paribus/base/choices.hpp"
#include "paribus/base/error.hpp"
#include "paribus/math/dense.hpp"
#include "paribus/math/principal_checks.hpp"
#include "paribus/math/scatter.hpp"
#include "paribus/math/aligned_rows.hpp"
#include "paribus/math/vector.hpp"

namespace paribus {
namespace principal {

void check(const Matrix& x, std::size_t k, View weight) {
  assert(weight.empty() || weight.size() == x.rows);
  if (x.rows < 2) throw Error("principal components need 2 rows at least, and there are " + std::to_string(x.rows), "give more rows");
  const std::size_t most = std::min(x.rows, x.columns);
  if (k < 1 || k > most)
    throw Error(std::to_string(k) + " components of " + std::to_string(x.rows) + " rows and " + std::to_string(x.columns) + " columns",
                "ask for 1 to " + std::to_string(most));
  if (!all_finite(x.values)) throw Error("a feature holds what is no number", "remove or replace it");
}

double center(const Matrix& x, View weight, Vector& out) {
  const double n = weight.empty() ? static_cast<double>(x.rows) : sum(weight);
  if (!(n > 1)) throw Error("the rows count " + shortest(n) + " by their weights, and a variance needs more than 1", "give larger weights");
  out.assign(x.columns, 0);
  for (std::size_t i = 0; i < x.rows; ++i) axpy(weight.empty() ? 1 : weight[i], x.row(i), out);
  for (double& m : out) m /= n;
  return n;
}

void fix_sign(Span axis) {
  const auto it = std::max_element(axis.begin(), axis.end(), [](double a, double b) { return std::abs(a) < std::abs(b); });
  if (it != axis.end() && *it < 0) scale(-1, axis);
}

}  // namespace principal

namespace {

using Path = PrincipalComponents::Path;
constexpr double well_known = 1e-6;   // share of the largest variance above which products keep ten digits

/// Rows as they count: sqrt(w) (x - center).
Matrix centered(const Matrix& x, View center, View weight) {
  Matrix u = x;
  for (std::size_t i = 0; i < x.rows; ++i) {
    axpy(-1, center, u.row(i));
    if (!weight.empty()) scale(std::sqrt(weight[i]), u.row(i));
  }
  return u;
}

void take(PrincipalComponents& out, std::size_t j, double variance, View axis) {
  out.variance[j] = std::max(variance, 0.0);
  std::ranges::copy(axis, out.axes.row(j).begin());
  principal::fix_sign(out.axes.row(j));
}

void by_gram(PrincipalComponents& out, const SymmetricEigen& eigen, double n) {
  const std::size_t d = out.axes.columns;
  Vector axis(d);
  for (std::size_t j = 0; j < out.variance.size(); ++j) {
    for (std::size_t i = 0; i < d; ++i) axis[i] = eigen.vectors(i, d - 1 - j);
    take(out, j, eigen.values[d - 1 - j] / (n - 1), axis);
  }
}

void by_dual(PrincipalComponents& out, const SymmetricEigen& eigen, const Matrix& u, double n) {
  for (std::size_t j = 0; j < out.variance.size(); ++j) {
    const double e = eigen.values[u.rows - 1 - j];
    Vector axis(u.columns);
    for (std::size_t i = 0; i < u.rows; ++i) axpy(eigen.vectors(i, u.rows - 1 - j), u.row(i), axis);
    scale(1 / norm(axis), axis);
    take(out, j, e / (n - 1), axis);
  }
}

void by_svd(PrincipalComponents& out, const Matrix& u, double n) {
  const RightSingular svd = right_singular(u.rows > u.columns ? upper_triangle(u) : u);
  Vector axis(u.columns);
  for (std::size_t j = 0; j < out.variance.size(); ++j) {
    for (std::size_t i = 0; i < u.columns; ++i) axis[i] = svd.vectors(i, j);
    take(out, j, svd.values[j] * svd.values[j] / (n - 1), axis);
  }
}

bool suffices(const SymmetricEigen& eigen, std::size_t k) {
  return eigen.values[eigen.values.size() - k] > well_known * eigen.values.back();
}

}  // namespace

const char* word(Path p) {
  switch (p) {
    case Path::gram: return "eigenvalues of the products of columns";
    case Path::dual: return "eigenvalues of the products of rows";
    case Path::svd: return "singular values of the rows";
    case Path::randomized: return "subspace iteration from random directions";
  }
  return "";
}

double PrincipalComponents::rounding() const {
  const double share = static_cast<double>(axes.columns) * std::numeric_limits<double>::epsilon();
  return (path == Path::svd ? share * share : share) * variance[0];
}

PrincipalComponents principal_components(const Matrix& x, std::size_t k, View weight) {
  principal::check(x, k, weight);
  PrincipalComponents out;
  const double n = principal::center(x, weight, out.center);
  out.axes = Matrix(k, x.columns);
  out.variance = Vector(k);
  if (x.columns <= x.rows) {
    const Scatter s = scatter(x, out.center, weight);
    for (std::size_t j = 0; j < x.columns; ++j) out.total += s.products(j, j) / (n - 1);
    const SymmetricEigen eigen = symmetric_eigen(s.products);
    if (suffices(eigen, k)) return out.path = Path::gram, by_gram(out, eigen, n), out;
  }
  const Matrix u = centered(x, out.center, weight);
  if (x.columns > x.rows) {
    out.total = dot(u.values, u.values) / (n - 1);
    const SymmetricEigen eigen = symmetric_eigen(scatter(transposed(u)).products);
    if (suffices(eigen, k)) return out.path = Path::dual, by_dual(out, eigen, u, n), out;
  }
  return out.path = Path::svd, by_svd(out, u, n), out;
}

Matrix project(const Matrix& x, View center, const Matrix& axes) {
  assert(x.columns == axes.columns && center.size() == x.columns);
  constexpr std::size_t block = 256;
  const PackedFactor to{transposed(axes)};
  AlignedRows u(block, x.columns), z(block, axes.rows);
  Matrix out(x.rows, axes.rows);
  for (std::size_t from = 0; from < x.rows; from += block) {
    const std::size_t rows = std::min(block, x.rows - from);
    for (std::size_t i = 0; i < rows; ++i)
      for (std::size_t j = 0; j < x.columns; ++j) u.rows[i][j] = x(from + i, j) - center[j];
    multiply(u.first(rows), to, z.first(rows));
    for (std::size_t i = 0; i < rows; ++i) std::copy_n(z.rows[i], axes.rows, out.row(from + i).begin());
  }
  return out;
}

Matrix scores(const PrincipalComponents& p, const Matrix& x) { return project(x, p.center, p.axes); }

Matrix reconstruction(const PrincipalComponents& p, const Matrix& z) {
  Matrix out(z.rows, p.center.size());
  for (std::size_t i = 0; i < z.rows; ++i) {
    std::ranges::copy(p.center, out.row(i).begin());
    for (std::size_t j = 0; j < p.axes.rows; ++j) axpy(z(i, j), p.axes.row(j), out.row(i));
  }
  return out;
}

Matrix loadings(const PrincipalComponents& p) {
  Matrix out = transposed(p.axes);
  for (std::size_t i = 0; i < out.rows; ++i)
    for (std::size_t j = 0; j < out.columns; ++j) out(i, j) *= std::sqrt(p.variance[j]);
  return out;
}

Matrix whitening(const PrincipalComponents& p) {
  Matrix out = p.axes;
  for (std::size_t j = 0; j < out.rows; ++j) scale(p.variance[j] > p.rounding() ? 1 / std::sqrt(p.variance[j]) : 0, out.row(j));
  return out;
}

}  // namespace paribus
