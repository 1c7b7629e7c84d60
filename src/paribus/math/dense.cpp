// The only file that includes Eigen. Left alone, Eigen reads the processor's cache sizes and the compiler's
// vector width, and blocks its products accordingly; both are fixed here, so the bits follow neither.
// It has a name of its own, or a program that uses Eigen too, compiled otherwise, would share its functions with us:
// a linker keeps one of each name.
#define Eigen paribus_eigen
#define EIGEN_MAX_ALIGN_BYTES 32
#define EIGEN_MAX_STATIC_ALIGN_BYTES 32
#define EIGEN_DONT_PARALLELIZE
#include "paribus/math/dense.hpp"

#include <Eigen/Eigenvalues>
#include <Eigen/QR>
#include <Eigen/SVD>
#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>

#include "paribus/base/choices.hpp"
#include "paribus/base/error.hpp"
#include "paribus/math/cholesky.hpp"
#include "paribus/math/vector.hpp"

namespace paribus {
namespace {

using Dense = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

void fix_cache_sizes() {
  static const bool once = (Eigen::setCpuCacheSizes(32 * 1024, 256 * 1024, 1024 * 1024), true);
  (void)once;
}

Dense copy(const Matrix& a) {
  fix_cache_sizes();
  return Eigen::Map<const Dense>(a.values.data(), static_cast<Eigen::Index>(a.rows), static_cast<Eigen::Index>(a.columns));
}

}  // namespace

SymmetricEigen symmetric_eigen(const Matrix& a) {
  assert(a.rows == a.columns);
  const std::size_t n = a.rows;
  if (n == 0) return {};
  if (!all_finite(a.values)) {  // Eigen would iterate to its limit and return anything
    const double nan = std::numeric_limits<double>::quiet_NaN();
    return {Vector(n, nan), Matrix(n, n, nan)};
  }
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver{copy(a)};
  SymmetricEigen out{Vector(solver.eigenvalues().begin(), solver.eigenvalues().end()), Matrix(n, n)};
  Eigen::Map<Dense>(out.vectors.values.data(), solver.eigenvectors().rows(), solver.eigenvectors().cols()) =
      solver.eigenvectors();
  return out;
}

Vector solve_positive(const Matrix& a, View b) {
  assert(a.rows == a.columns && a.rows == b.size());
  const Cholesky l{a};
  if (!l.positive())
    throw Error("the matrix is not positive definite: pivot " + std::to_string(l.failed() + 1) + " of " + std::to_string(a.rows) +
                    " is " + shortest(l.pivot()),
                "add a small ridge to the diagonal, or remove columns that depend on others");
  return l.solve(b);
}

Vector least_squares(const Matrix& a, View b) {
  assert(a.rows == b.size());
  const Eigen::ColPivHouseholderQR<Eigen::MatrixXd> qr{copy(a)};
  const auto rank = static_cast<std::size_t>(qr.rank());
  if (rank < a.columns)
    throw Error("only " + std::to_string(rank) + " of " + std::to_string(a.columns) + " columns are independent",
                "remove columns that depend on others, or add a ridge");
  const Eigen::VectorXd right = Eigen::Map<const Eigen::VectorXd>(b.data(), static_cast<Eigen::Index>(b.size()));
  const Eigen::VectorXd x = qr.solve(right);
  return {x.begin(), x.end()};
}

Matrix gram(const Matrix& x) {
  Matrix g(x.columns, x.columns);
  for (std::size_t r = 0; r < x.rows; ++r)  // rank-one updates: every entry is one chain over the rows
    for (std::size_t i = 0; i < x.columns; ++i) axpy(x(r, i), x.row(r).first(i + 1), g.row(i).first(i + 1));
  for (std::size_t i = 0; i < x.columns; ++i)
    for (std::size_t j = 0; j < i; ++j) g(j, i) = g(i, j);
  return g;
}

Matrix upper_triangle(const Matrix& a) {
  const Eigen::HouseholderQR<Eigen::MatrixXd> qr{copy(a)};
  Matrix r(std::min(a.rows, a.columns), a.columns);
  for (std::size_t i = 0; i < r.rows; ++i)
    for (std::size_t j = i; j < r.columns; ++j) r(i, j) = qr.matrixQR()(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(j));
  return r;
}

namespace {

Matrix house(const Eigen::MatrixXd& a) {
  Matrix out(static_cast<std::size_t>(a.rows()), static_cast<std::size_t>(a.cols()));
  Eigen::Map<Dense>(out.values.data(), a.rows(), a.cols()) = a;
  return out;
}

}  // namespace

Matrix orthonormal(const Matrix& a) {
  assert(a.columns <= a.rows);
  const Eigen::HouseholderQR<Eigen::MatrixXd> qr{copy(a)};
  const Eigen::MatrixXd q = qr.householderQ() * Eigen::MatrixXd::Identity(qr.matrixQR().rows(), qr.matrixQR().cols());
  return house(q);
}

RightSingular right_singular(const Matrix& a) {
  const Eigen::BDCSVD<Eigen::MatrixXd> svd{copy(a), Eigen::ComputeThinV};
  return {Vector(svd.singularValues().begin(), svd.singularValues().end()), house(svd.matrixV())};
}

}  // namespace paribus
