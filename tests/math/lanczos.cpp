#include "paribus/math/lanczos.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

#include "paribus/base/random.hpp"
#include "paribus/math/dense.hpp"
#include "paribus/math/normal.hpp"
#include "paribus/math/vector.hpp"

namespace paribus {
namespace {

constexpr double eps = std::numeric_limits<double>::epsilon();

Operator times(const Matrix& a) {
  return [&a](View v, Span out) {
    for (std::size_t i = 0; i < a.rows; ++i) out[i] = dot(a.row(i), v);
  };
}

Matrix symmetric(std::size_t n, std::uint64_t seed) {
  Stream s{{seed, 0, "test", "lanczos"}};
  Matrix a(n, n);
  fill_normal(s, a.values);
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < i; ++j) a(j, i) = a(i, j);
  return a;
}

double nearest_distance(double value, const Vector& all) {
  double d = HUGE_VAL;
  for (const double v : all) d = std::min(d, std::abs(v - value));
  return d;
}

void check(const Matrix& a, double tolerance) {
  const Vector truth = symmetric_eigen(a).values;
  const Eigenpair p = largest_eigenvalue(a.rows, times(a), tolerance);
  // The dense eigenvalues, the reference, are themselves right to a few eps |A| only.
  const double reference = 4 * eps * std::max(std::abs(truth.front()), std::abs(truth.back()));
  EXPECT_LE(nearest_distance(p.value, truth), p.residual + reference) << a.rows;
  EXPECT_NEAR(norm(p.vector), 1, 1e-14);
  if (p.converged) {
    EXPECT_LE(p.residual, tolerance * std::abs(p.value));
    EXPECT_NEAR(p.value, truth.back(), p.residual + reference) << "not the largest";
  }
}

TEST(Lanczos, TheStatedBoundHoldsOnRandomMatrices) {
  for (std::uint64_t seed = 0; seed < 50; ++seed)
    for (const double tolerance : {1e-2, 1e-6, 1e-10}) check(symmetric(5 + 3 * seed, seed), tolerance);
}

TEST(Lanczos, ConvergesOnRandomMatrices) {
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    const Matrix a = symmetric(150, seed);
    EXPECT_TRUE(largest_eigenvalue(a.rows, times(a)).converged);
  }
}

// Two largest eigenvalues 7e-14 apart, 10.746194182903393 and ...322: any mixture of their vectors will do.
TEST(Lanczos, WilkinsonW21Plus) {
  Matrix w(21, 21);
  for (std::size_t i = 0; i < 21; ++i) {
    w(i, i) = std::abs(static_cast<double>(i) - 10);
    if (i > 0) w(i, i - 1) = w(i - 1, i) = 1;
  }
  EXPECT_NEAR(symmetric_eigen(w).values[20], 10.746194182903393, 2e-14);
  const Eigenpair p = largest_eigenvalue(21, times(w), 1e-13);
  EXPECT_TRUE(p.converged);
  EXPECT_NEAR(p.value, 10.746194182903393, p.residual + 1e-14);
  EXPECT_LT(p.residual, 1e-12);
  check(w, 1e-6);
}

TEST(Lanczos, SmallSizes) {
  for (std::size_t n = 1; n <= 4; ++n) check(symmetric(n, 77), 1e-10);
  const Eigenpair one = largest_eigenvalue(1, [](View v, Span out) { out[0] = -3 * v[0]; });
  EXPECT_EQ(one.value, -3);
  EXPECT_TRUE(one.converged);
  EXPECT_EQ(largest_eigenvalue(0, [](View, Span) {}).products, 0);
}

// The start vector is an eigenvector: the Krylov space ends after one product.
TEST(Lanczos, ZeroAndMultiplesOfTheIdentity) {
  for (const double c : {0.0, 1.0, -2.5, 1e-200, 1e100}) {
    const Eigenpair p = largest_eigenvalue(30, [c](View v, Span out) {
      for (std::size_t i = 0; i < v.size(); ++i) out[i] = c * v[i];
    });
    EXPECT_NEAR(p.value, c, 1e-15 * std::abs(c));
    EXPECT_TRUE(p.converged) << c;
    EXPECT_EQ(p.products, 2);
  }
}

TEST(Lanczos, AFewDistinctEigenvalues) {  // breakdown after as many products as there are values
  for (const double size : {1e-30, 1.0, 1e30}) {
    const Operator three = [size](View v, Span out) {
      for (std::size_t i = 0; i < v.size(); ++i) out[i] = size * (static_cast<double>(i % 3) - 4) * v[i];
    };
    const Eigenpair p = largest_eigenvalue(50, three, 1e-12);
    EXPECT_NEAR(p.value / size, -2, 1e-13);
    EXPECT_TRUE(p.converged);
    EXPECT_LE(p.products, 5);
  }
}

TEST(Lanczos, IndefiniteAndNegative) {  // the largest algebraic value, not the largest in size
  const Operator diagonal = [](View v, Span out) {
    for (std::size_t i = 0; i < v.size(); ++i) out[i] = (1 - static_cast<double>(i)) * v[i];
  };
  const Eigenpair p = largest_eigenvalue(100, diagonal, 1e-8, 101);
  EXPECT_NEAR(p.value, 1, p.residual + 1e-13);
  EXPECT_TRUE(p.converged);
}

// Values of size 10^7 at the other end converge first; without reorthogonalization they come back as ghosts and
// n steps no longer span the space.
TEST(Lanczos, LargeNegativeValuesDoNotComeBackAsGhosts) {
  constexpr std::size_t n = 60;
  const Operator diagonal = [](View v, Span out) {
    for (std::size_t i = 0; i < n; ++i) out[i] = (i < 10 ? -1e6 * static_cast<double>(i + 1) : static_cast<double>(i - 9) / 50) * v[i];
  };
  const Eigenpair p = largest_eigenvalue(n, diagonal, 1e-6);
  EXPECT_TRUE(p.converged);
  EXPECT_LE(p.products, static_cast<int>(n) + 1);
  EXPECT_NEAR(p.value, 1, p.residual);
}

// A = -1 1^T: the largest value is 0, so no relative tolerance can be met; the Krylov space ends after two products.
TEST(Lanczos, AnInvariantSpaceEndsTheSearch) {
  const Operator ones = [](View v, Span out) { std::fill(out.begin(), out.end(), -sum(v)); };
  const Eigenpair p = largest_eigenvalue(64, ones, 1e-6);
  EXPECT_LE(p.products, 4);
  EXPECT_NEAR(p.value, 0, p.residual);
  EXPECT_LT(p.residual, 1e-11);
}

TEST(Lanczos, StopsAtItsBudgetAndSaysSo) {
  const Matrix a = symmetric(100, 5);
  for (const int budget : {2, 3, 8}) {
    const Eigenpair p = largest_eigenvalue(100, times(a), 1e-12, budget);
    EXPECT_FALSE(p.converged);
    EXPECT_EQ(p.products, budget);
    EXPECT_LE(nearest_distance(p.value, symmetric_eigen(a).values), p.residual);
  }
}

TEST(Lanczos, CountsEveryProductAndRepeatsItsBits) {
  const Matrix a = symmetric(60, 6);
  int calls = 0;
  const Operator counted = [&](View v, Span out) { ++calls, times(a)(v, out); };
  const Eigenpair p = largest_eigenvalue(60, counted), q = largest_eigenvalue(60, times(a));
  EXPECT_EQ(p.products, calls);
  EXPECT_EQ(std::bit_cast<std::uint64_t>(p.value), std::bit_cast<std::uint64_t>(q.value));
  EXPECT_EQ(p.vector, q.vector);
}

TEST(Lanczos, ADivergedOperatorEndsWithoutConvergence) {
  const Eigenpair p = largest_eigenvalue(10, [](View, Span out) { std::fill(out.begin(), out.end(), std::nan("")); });
  EXPECT_FALSE(p.converged);
  EXPECT_TRUE(std::isnan(p.value));
}

}  // namespace
}  // namespace paribus
