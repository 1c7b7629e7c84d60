// Both ends of a spectrum, against dense decompositions and operators with known values.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "paribus/base/error.hpp"
#include "paribus/math/lanczos.hpp"
#include "paribus/math/normal.hpp"
#include "paribus/math/vector.hpp"

namespace paribus {
namespace {

Operator times(const Matrix& a) {
  return [&a](View v, Span out) {
    for (std::size_t i = 0; i < a.rows; ++i) out[i] = dot(a.row(i), v);
  };
}

Matrix symmetric(std::size_t n, std::uint64_t seed) {
  Stream s{{seed, 0, "test", "extremes"}};
  Matrix a(n, n);
  fill_normal(s, a.values);
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < i; ++j) a(j, i) = a(i, j);
  return a;
}

/// Every pair within its stated bound of the dense eigenvalue of its rank, of norm 1, orthogonal to the others.
void check(const Extremes& e, const Vector& truth, double slack) {
  std::vector<const Eigenpair*> all;
  for (std::size_t k = 0; k < e.low.size(); ++k) {
    EXPECT_NEAR(e.low[k].value, truth[k], e.low[k].residual + slack) << "low " << k;
    all.push_back(&e.low[k]);
  }
  for (std::size_t k = 0; k < e.high.size(); ++k) {
    EXPECT_NEAR(e.high[k].value, truth[truth.size() - 1 - k], e.high[k].residual + slack) << "high " << k;
    all.push_back(&e.high[k]);
  }
  for (const Eigenpair* p : all) {
    EXPECT_TRUE(p->converged);
    EXPECT_NEAR(norm(p->vector), 1, 1e-13);
    for (const Eigenpair* q : all)
      if (p != q && e.low.size() + e.high.size() <= truth.size()) { EXPECT_NEAR(dot(p->vector, q->vector), 0, 1e-12); }
  }
}

TEST(Extremes, AreThoseOfTheDenseMatrix) {
  for (std::uint64_t seed = 0; seed < 8; ++seed) {
    const std::size_t n = 20 + 17 * seed;
    const Matrix a = symmetric(n, seed);
    const Vector truth = symmetric_eigen(a).values;
    const double slack = 1e-14 * static_cast<double>(n);
    for (const auto& [low, high] : {std::pair<std::size_t, std::size_t>{1, 1}, {0, 4}, {3, 0}, {2, 5}}) {
      for (const std::size_t block : {1u, 2u, 7u}) {
        const Extremes e = extreme_eigenpairs(n, times(a), low, high, block, 1e-9);
        ASSERT_EQ(e.low.size(), low);
        ASSERT_EQ(e.high.size(), high);
        check(e, truth, slack);
      }
    }
  }
}

// diag(3, 3, 3, 2, 2, 1, ..., 1, -4, -4): a single vector would find each value once.
TEST(Extremes, MultipleEigenvaluesStandAsOftenAsTheyAre) {
  Vector d(40, 1.0);
  d[7] = d[20] = d[33] = 3;
  d[2] = d[3] = 2;
  d[39] = d[0] = -4;
  const Operator diagonal = [&](View v, Span out) {
    for (std::size_t i = 0; i < v.size(); ++i) out[i] = d[i] * v[i];
  };
  const Extremes e = extreme_eigenpairs(40, diagonal, 3, 6, 3);
  const double low[] = {-4, -4, 1}, high[] = {3, 3, 3, 2, 2, 1};
  for (std::size_t k = 0; k < 3; ++k) EXPECT_NEAR(e.low[k].value, low[k], 1e-13) << k;
  for (std::size_t k = 0; k < 6; ++k) EXPECT_NEAR(e.high[k].value, high[k], 1e-13) << k;
  std::ranges::sort(d);
  check(e, d, 1e-13);
}

// Twice the identity beside one other value: the space of one vector ends after two products, and must go on.
TEST(Extremes, AsManyAsWereAskedForEvenIfTheSpaceEnds) {
  const Operator a = [](View v, Span out) {
    for (std::size_t i = 0; i < v.size(); ++i) out[i] = (i == 3 ? 5 : 2) * v[i];
  };
  const Extremes e = extreme_eigenpairs(20, a, 1, 4);
  ASSERT_EQ(e.high.size(), 4u);
  const double high[] = {5, 2, 2, 2};
  for (std::size_t k = 0; k < 4; ++k) {
    EXPECT_NEAR(e.high[k].value, high[k], 1e-13);
    EXPECT_TRUE(e.high[k].converged);
  }
  EXPECT_LE(e.high[0].products, 10);
}

TEST(Extremes, SmallSizesAndMoreThanThereAre) {
  for (std::size_t n = 1; n <= 4; ++n) {
    const Matrix a = symmetric(n, 99);
    const Vector truth = symmetric_eigen(a).values;
    const Extremes e = extreme_eigenpairs(n, times(a), 9, 9);
    ASSERT_EQ(e.low.size(), n);
    ASSERT_EQ(e.high.size(), n);
    check(e, truth, 1e-14);
  }
  EXPECT_TRUE(extreme_eigenpairs(0, times(Matrix{}), 1, 1).high.empty());
  EXPECT_TRUE(extreme_eigenpairs(5, times(symmetric(5, 1)), 0, 0).low.empty());
}

TEST(Extremes, OfTheZeroOperatorAreZero) {
  const Extremes e = extreme_eigenpairs(10, [](View, Span out) { std::fill(out.begin(), out.end(), 0.0); }, 2, 2);
  for (const auto& p : e.high) EXPECT_TRUE(p.converged && p.value == 0);
  ASSERT_EQ(e.high.size(), 2u);
}

TEST(Extremes, KeepTheBudgetAndSaySo) {
  const Matrix a = symmetric(120, 5);
  int calls = 0;
  const Operator counted = [&](View v, Span out) { ++calls, times(a)(v, out); };
  const Extremes e = extreme_eigenpairs(120, counted, 2, 2, 2, 1e-12, 20);
  EXPECT_EQ(calls, 20);
  EXPECT_EQ(e.high[0].products, 20);
  EXPECT_FALSE(e.high[0].converged && e.high[1].converged && e.low[0].converged && e.low[1].converged);
  const Vector truth = symmetric_eigen(a).values;
  for (const auto& p : e.high) {  // within its residual of some eigenvalue, even so
    double nearest = HUGE_VAL;
    for (const double t : truth) nearest = std::min(nearest, std::abs(t - p.value));
    EXPECT_LE(nearest, p.residual);
  }
}

TEST(Extremes, AgreeWithTheLargestEigenvalueAlone) {
  const Matrix a = symmetric(90, 11);
  const double alone = largest_eigenvalue(90, times(a), 1e-10).value;
  EXPECT_NEAR(extreme_eigenpairs(90, times(a), 1, 1, 1, 1e-10).high[0].value, alone, 1e-9);
}

TEST(Extremes, ADivergedOperatorEndsWithoutConvergence) {
  const Operator diverged = [](View, Span out) { std::fill(out.begin(), out.end(), std::nan("")); };
  const Extremes e = extreme_eigenpairs(10, diverged, 1, 2);
  ASSERT_FALSE(e.high.empty());
  EXPECT_FALSE(e.high[0].converged);
  EXPECT_TRUE(std::isnan(e.high[0].value));
  EXPECT_LE(e.high[0].products, 5) << "goes on although nothing can come of it";
}

// D^-1/2 A D^-1/2 has the eigenvalues of the pencil A u = lambda D u.
TEST(Preconditioned, HasTheEigenvaluesOfThePencil) {
  const std::size_t n = 30;
  const Matrix a = symmetric(n, 3);
  Vector d(n);
  for (std::size_t i = 0; i < n; ++i) d[i] = 0.01 + static_cast<double>(i * i % 7);
  const Eigenpair p = largest_eigenvalue(n, preconditioned(times(a), d), 1e-12);
  Vector u(n), au(n);
  for (std::size_t i = 0; i < n; ++i) u[i] = p.vector[i] / std::sqrt(d[i]);
  times(a)(u, au);
  for (std::size_t i = 0; i < n; ++i) EXPECT_NEAR(au[i], p.value * d[i] * u[i], 1e-9 * p.value);
  Matrix dense = a;
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < n; ++j) dense(i, j) /= std::sqrt(d[i]) * std::sqrt(d[j]);
  EXPECT_NEAR(p.value, symmetric_eigen(dense).values.back(), p.residual + 1e-12 * p.value);
}

TEST(Preconditioned, RefusesWhatIsNotPositive) {
  const Matrix a = symmetric(3, 3);
  for (const double bad : {0.0, -1.0, std::nan(""), HUGE_VAL}) {
    try {
      preconditioned(times(a), Vector{1, bad, 2});
      FAIL() << bad;
    } catch (const Error& e) {
      EXPECT_NE(std::string(e.what()).find("element 2"), std::string::npos) << e.what();
    }
  }
}

}  // namespace
}  // namespace paribus
