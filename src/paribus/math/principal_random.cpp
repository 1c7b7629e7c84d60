#include <algorithm>
#include <cmath>

#include "paribus/math/dense.hpp"
#include "paribus/math/normal.hpp"
#include "paribus/math/principal.hpp"
#include "paribus/math/principal_checks.hpp"
#include "paribus/math/aligned_rows.hpp"
#include "paribus/math/vector.hpp"

namespace paribus {
namespace {

/// v -> u^T W u v / (n - 1) for the columns of v, in one pass over the rows; adds up the variance of all columns.
class Covariance {
 public:
  Covariance(const Matrix& x, View weight, View center, double n) : x_{x}, weight_{weight}, center_{center}, n_{n} {}

  Matrix operator()(const Matrix& v, double& total) const {
    constexpr std::size_t block = 256;
    const PackedFactor to{v};
    AlignedRows u(block, v.rows), y(block, v.columns);
    Matrix out(v.rows, v.columns);
    Vector squares(x_.rows);
    for (std::size_t from = 0; from < x_.rows; from += block) {
      const std::size_t rows = std::min(block, x_.rows - from);
      for (std::size_t i = 0; i < rows; ++i) {
        const Span row{u.rows[i], v.rows};
        for (std::size_t j = 0; j < v.rows; ++j) row[j] = x_(from + i, j) - center_[j];
        if (!weight_.empty()) scale(std::sqrt(weight_[from + i]), row);
        squares[from + i] = dot(row, row);
      }
      multiply(u.first(rows), to, y.first(rows));
      kernel::weight_gradient<double>(u.first(rows), y.first(rows), 1 / (n_ - 1), from > 0, out.values.data());
    }
    total = sum(squares) / (n_ - 1);
    return out;
  }

 private:
  const Matrix& x_;
  View weight_, center_;
  double n_;
};

/// v^T w, made symmetric.
Matrix inner(const Matrix& v, const Matrix& w) {
  const Matrix a = transposed(v), b = transposed(w);
  Matrix out(a.rows, a.rows);
  for (std::size_t i = 0; i < a.rows; ++i)
    for (std::size_t j = 0; j <= i; ++j) out(i, j) = out(j, i) = (dot(a.row(i), b.row(j)) + dot(a.row(j), b.row(i))) / 2;
  return out;
}

Vector combined(const Matrix& v, const Matrix& weights, std::size_t column) {
  Vector c(v.columns), out(v.rows);
  for (std::size_t l = 0; l < v.columns; ++l) c[l] = weights(l, column);
  for (std::size_t i = 0; i < v.rows; ++i) out[i] = dot(v.row(i), c);
  return out;
}

}  // namespace

PrincipalComponents randomized_components(const Matrix& x, std::size_t k, Stream stream, std::size_t powers, View weight) {
  principal::check(x, k, weight);
  PrincipalComponents out;
  out.path = PrincipalComponents::Path::randomized;
  const double n = principal::center(x, weight, out.center);
  const std::size_t directions = std::min(k + 10, std::min(x.rows, x.columns));
  const Covariance covariance{x, weight, out.center, n};
  Matrix v(x.columns, directions);
  fill_normal(stream, v.values);
  v = orthonormal(v);
  Matrix w;
  for (std::size_t pass = 0; pass <= powers + 1; ++pass) {
    if (pass > 0) v = orthonormal(w);
    w = covariance(v, out.total);
  }
  const SymmetricEigen ritz = symmetric_eigen(inner(v, w));
  out.axes = Matrix(k, x.columns);
  out.variance = Vector(k);
  for (std::size_t j = 0; j < k; ++j) {
    const std::size_t at = directions - 1 - j;
    const Vector axis = combined(v, ritz.vectors, at);
    Vector left = combined(w, ritz.vectors, at);
    axpy(-ritz.values[at], axis, left);
    const double first = ritz.values.back();
    if (first > 0) out.residual = std::max(out.residual, norm(left) / first);
    out.variance[j] = std::max(ritz.values[at], 0.0);
    std::ranges::copy(axis, out.axes.row(j).begin());
    principal::fix_sign(out.axes.row(j));
  }
  return out;
}

}  // namespace paribus
