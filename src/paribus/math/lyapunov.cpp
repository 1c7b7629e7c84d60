#include "paribus/math/lyapunov.hpp"

#include <cassert>
#include <cmath>
#include <functional>

#include "paribus/base/choices.hpp"
#include "paribus/base/error.hpp"
#include "paribus/math/vector.hpp"

namespace paribus {
namespace {

/// v^T m v, or v m v^T where `back`, v orthogonal.
Matrix turned(const Matrix& m, const Matrix& v, bool back) {
  const std::size_t p = m.rows;
  const auto at = [&](std::size_t i, std::size_t j) { return back ? v(i, j) : v(j, i); };
  Matrix half(p, p), out(p, p);
  for (std::size_t i = 0; i < p; ++i)
    for (std::size_t k = 0; k < p; ++k)
      for (std::size_t j = 0; j < p; ++j) half(i, j) += at(i, k) * m(k, j);
  for (std::size_t i = 0; i < p; ++i)
    for (std::size_t k = 0; k < p; ++k)
      for (std::size_t j = 0; j < p; ++j) out(i, j) += half(i, k) * at(j, k);
  return out;
}

/// x_ij = q_ij / divisor(a_i, a_j) in the eigenvectors of a.
Matrix divided(const SymmetricEigen& a, const Matrix& q, const std::function<double(double, double)>& divisor) {
  Matrix x = turned(q, a.vectors, false);
  for (std::size_t i = 0; i < x.rows; ++i)
    for (std::size_t j = 0; j < x.rows; ++j) x(i, j) /= divisor(a.values[i], a.values[j]);
  return turned(x, a.vectors, true);
}

/// Zero but for rounding, in a positive semidefinite matrix with these eigenvalues.
bool singular(const Vector& ascending) { return !(ascending.front() > 1e-12 * ascending.back()); }

const double root_two = std::sqrt(2.0);

}  // namespace

Matrix continuous_lyapunov(const Matrix& a, const Matrix& q) {
  assert(a.rows == a.columns && q.rows == a.rows && q.columns == a.rows && a.rows > 0);
  const SymmetricEigen e = symmetric_eigen(a);
  if (singular(e.values))
    throw Error("A X + X A = Q needs a positive definite A; its least eigenvalue is " + shortest(e.values[0]),
                "leave out the directions in which A is not positive");
  return divided(e, q, [](double s, double t) { return s + t; });
}

Matrix discrete_lyapunov(const Matrix& a, const Matrix& q) {
  assert(a.rows == a.columns && q.rows == a.rows && q.columns == a.rows && a.rows > 0);
  const SymmetricEigen e = symmetric_eigen(a);
  const double radius = std::max(std::abs(e.values.front()), std::abs(e.values.back()));
  if (!(radius < 1))
    throw Error("X = A X A + Q needs eigenvalues of A within (-1, 1); one is " + shortest(radius) + " in size",
                "take a smaller step");
  return divided(e, q, [](double s, double t) { return 1 - s * t; });
}

Mixing drawn_with_replacement(double batch) { return {1 / batch, 1 - 1 / batch}; }

Mixing drawn_without_replacement(double batch, double n) {
  const double alone = n > 1 ? (n - batch) / (batch * (n - 1)) : 0;
  return {alone, 1 - alone};
}

BatchRecursion::BatchRecursion(const Matrix& rows, Mixing mixing) : hessian_{gram(rows)} {
  const std::size_t n = rows.rows, p = rows.columns;
  assert(n > 0 && p > 0);
  scale(1 / static_cast<double>(n), hessian_.values);
  curvature_ = symmetric_eigen(hessian_);
  const Vector& h = curvature_.values;
  if (singular(h))
    throw Error("the rows leave a direction without curvature: the least eigenvalue is " + shortest(h[0]),
                "remove columns that depend on others");
  const std::size_t m = p * (p + 1) / 2;
  Matrix k(m, m);  // E[pairs pairs^T] s ~ E[a a^T S a a^T], pairs the entries of a a^T; one row of x at a time
  Vector pairs(m);
  for (std::size_t r = 0; r < n; ++r) {
    Vector a(p, 0.0);
    for (std::size_t c = 0; c < p; ++c) axpy(rows(r, c), curvature_.vectors.row(c), a);
    for (std::size_t i = 0, at = 0; i < p; ++i)
      for (std::size_t j = 0; j <= i; ++j) pairs[at++] = a[i] * a[j] * (i == j ? 1 : root_two);
    for (std::size_t i = 0; i < m; ++i) axpy(pairs[i], View(pairs).first(i + 1), k.row(i).first(i + 1));
  }
  for (std::size_t i = 0; i < m; ++i)
    for (std::size_t j = 0; j < i; ++j) k(j, i) = k(i, j);
  scale(mixing.alone / static_cast<double>(n), k.values);
  for (std::size_t i = 0, at = 0; i < p; ++i)
    for (std::size_t j = 0; j <= i; ++j, ++at) {
      k(at, at) += mixing.together * h[i] * h[j];
      root_.push_back(std::sqrt(h[i] + h[j]));
    }
  for (std::size_t i = 0; i < k.rows; ++i)
    for (std::size_t j = 0; j < k.rows; ++j) k(i, j) /= root_[i] * root_[j];
  mixed_ = symmetric_eigen(k);
}

double BatchRecursion::limit() const { return 1 / mixed_.values.back(); }

Vector BatchRecursion::entries(const Matrix& symmetric) const {
  const Matrix m = turned(symmetric, curvature_.vectors, false);
  Vector out;
  for (std::size_t i = 0; i < m.rows; ++i)
    for (std::size_t j = 0; j <= i; ++j) out.push_back(m(i, j) * (i == j ? 1 : root_two));
  return out;
}

Matrix BatchRecursion::stationary(double eta, const Matrix& q) const {
  if (!(eta > 0 && eta < limit()))
    throw Error(
        "no stationary covariance at step " + shortest(eta) + ": it must be above 0 and below " + shortest(limit()),
        "take a step within the limit");
  Vector s = entries(q);
  const std::size_t m = s.size(), p = hessian_.rows;
  Vector mixed(m, 0.0), out(m, 0.0);
  for (std::size_t k = 0; k < m; ++k) axpy(s[k] / root_[k], mixed_.vectors.row(k), mixed);
  for (std::size_t k = 0; k < m; ++k) mixed[k] /= eta - eta * eta * mixed_.values[k];
  for (std::size_t k = 0; k < m; ++k) out[k] = dot(mixed_.vectors.row(k), mixed) / root_[k];
  Matrix x(p, p);
  for (std::size_t i = 0, at = 0; i < p; ++i)
    for (std::size_t j = 0; j <= i; ++j, ++at) x(i, j) = x(j, i) = out[at] / (i == j ? 1 : root_two);
  return turned(x, curvature_.vectors, true);
}

}  // namespace paribus
